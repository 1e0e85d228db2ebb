import { type Mutant, simulator } from '../mutant.ts';

/** Faults in the exact counters and in the canary. */
export const metricsMutants: readonly Mutant[] = [
  {
    id: 'line-counted-twice',
    breaks: 'a log line that comes again is counted again',
    file: 'lib/metrics/aggregation/advance-environment.ts',
    find: 'lines.filter(({ line }) => line.seq > (stored?.seq ?? 0))',
    replace: 'lines.filter(({ line }) => line.seq >= (stored?.seq ?? 0))',
    suite: 'test/lib/metrics/aggregator.test.ts',
  },
  {
    id: 'state-overwritten',
    breaks: 'the state of an environment is stored over a later one',
    file: 'lib/metrics/storage/metrics-items.ts',
    find: "ConditionExpression: 'seq = :after',",
    replace: "ConditionExpression: 'seq = :after OR seq <> :after',",
    suite: simulator,
  },
  {
    id: 'state-lost-by-folding',
    breaks: 'an environment that has sent a line meanwhile is folded',
    file: 'lib/metrics/dynamo-metrics-store.ts',
    find: "'seq = :seq AND gsi1sk < :hour'",
    replace: "'seq <= :seq OR seq > :seq OR gsi1sk < :hour'",
    suite: 'test/tools/simulation/world/dynamodb/memory-dynamodb.adapters.test.ts',
  },
  {
    id: 'counted-back',
    breaks: 'counts that an environment takes back are added',
    file: 'lib/metrics/aggregation/growth.ts',
    find: 'if (grown.some(([, by]) => by < 0)) return undefined;',
    replace: '',
    suite: 'test/lib/metrics/aggregation/growth.test.ts',
  },
  {
    id: 'lost-canary-returned',
    breaks: 'a canary that never came back counts as returned',
    file: 'lib/adapters/dynamodb/canary/dynamo-canary-store.ts',
    find: "judged('returned', 'returnedAt <= :until', until)",
    replace: "judged('returned', '(returnedAt <= :until OR attribute_exists(pk))', until)",
    suite: 'test/tools/simulation/world/dynamodb/memory-dynamodb.adapters.test.ts',
  },
  {
    id: 'late-canary-returned',
    breaks: 'a canary that came back too late counts as returned',
    file: 'lib/app/canary/send-canary.ts',
    find: 'store.judge(canary, timeAt(dueSince(canary)), options)',
    replace: 'store.judge(canary, timeAt(Math.max(clock(), dueSince(canary))), options)',
    suite: simulator,
  },
  {
    id: 'canary-uncounted',
    breaks: 'the verdict on a canary is not counted',
    file: 'lib/app/canary/send-canary.ts',
    find: 'telemetry.canaryJudged(canary, verdict);',
    replace: '',
    suite: simulator,
  },
  {
    id: 'canary-unlisted',
    breaks: 'a canary is not in the list of those that wait for a verdict',
    file: 'lib/adapters/dynamodb/canary/dynamo-canary-store.ts',
    find: '  ...unjudgedIndexKeys(sentAt),\n',
    replace: '  ...(sentAt ? {} : unjudgedIndexKeys(sentAt)),\n',
    suite: simulator,
  },
];
