// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are sources.

import { contracts, dropped, inFile, unchecked, without } from '../../clause.ts';
import type { Mutant } from '../../mutant.ts';

const orders = 'lib/adapters/dynamodb';

/** Each condition and each action of a transaction left out that is about counters, circuits and canaries. */
export const metricsConditionMutants: readonly Mutant[] = [
  ...inFile('lib/metrics/dynamo-metrics-store.ts', contracts, [
    dropped(
      'environment-due-earlier',
      'an environment that was put off is due earlier again',
      "ConditionExpression: '|gsi1sk < :until|'",
    ),
    without(
      'first-line-ignored',
      'the time of the first line is not kept',
      "'|attribute_not_exists(printedAt) OR |",
    ),
    dropped('newest-line-set-back', 'an older line counts as the newest one', "OR |printedAt < :at|'"),
  ]),
  ...inFile('lib/metrics/dynamo-metrics-store.ts', 'test/lib/metrics/dynamo-metrics-store.fold.test.ts', [
    dropped('folded-unread', 'an environment is folded whose state has changed', "'|seq = :seq| AND"),
  ]),
  ...inFile('lib/metrics/storage/metrics-items.ts', contracts, [
    unchecked('known-environment-overwritten', 'a new environment replaces one that is known', '? isAbsent'),
    without(
      'environment-left-out',
      'totals grow without the state of the environment',
      '|putIf(TableName, toEnvironmentItem(key, state, now), condition),|',
    ),
    without(
      'growth-left-out',
      'the state of an environment is stored and the totals do not grow',
      '|...growthActions(TableName, totalKey(key), key.env, change),|',
    ),
    without(
      'totals-left-out',
      'quantiles grow without the totals',
      '|...(Object.keys(growth).length > 0 ? [{ Update: addToItem(TableName, Key, growth) }] : []),|',
    ),
    without(
      'quantiles-left-out',
      'totals grow without the quantiles',
      '|...slots.flatMap((slot) => slotActions(TableName, spreadBy, now, slot)),|',
    ),
  ]),
  ...inFile('lib/metrics/dynamo-unanswered-store.ts', 'test/lib/metrics/dynamo-unanswered-store.test.ts', [
    unchecked(
      'unanswered-twice',
      'a request without an answer is counted again',
      'toMarker(request), isAbsent',
    ),
    without(
      'marker-left-out',
      'a request without an answer is counted without a marker',
      '[|...markers, |...tally',
    ),
    without(
      'unanswered-left-out',
      'a request without an answer is marked and not counted',
      '[...markers|, ...tally.writes()|]',
    ),
  ]),
  ...inFile('lib/metrics/dynamo-redrive-tries.ts', 'test/lib/metrics/dynamo-redrive-tries.test.ts', [
    without(
      'redrive-never-begun',
      'a batch without a try is never tried',
      "'|attribute_not_exists(tries) OR |tries",
    ),
    dropped('redrive-without-end', 'a batch is tried in every run', 'OR |tries < :most| OR'),
    dropped('abandoned-without-end', 'an abandoned batch is tried in every run', "OR |triedAt < :dayAgo|'"),
  ]),
  ...inFile('lib/platform/dynamodb/circuit-state-store.ts', contracts, [
    unchecked(
      'first-circuit-overwrites',
      'the first state of a circuit replaces that of another environment',
      'record.revision === 1 ? isAbsent',
    ),
    dropped(
      'circuit-overwritten',
      'the state of a circuit is stored over a later one',
      "'|revision = :before|'",
    ),
  ]),
  ...inFile(
    `${orders}/dynamo-budget-history.ts`,
    'test/lib/adapters/dynamodb/dynamo-budget-history.test.ts',
    [
      unchecked(
        'budget-overwritten',
        'the totals of an hour replace the first ones',
        'putIf(tableName, item, isAbsent)',
      ),
    ],
  ),
  ...inFile(`${orders}/canary/dynamo-canary-store.ts`, contracts, [
    dropped(
      'unknown-canary-returned',
      'a canary that was never sent is kept',
      "condition: '|attribute_exists(pk)|'",
    ),
    dropped(
      'unknown-canary-judged',
      'a canary that was never sent gets a verdict',
      '`|attribute_exists(pk)| AND',
    ),
    dropped(
      'canary-judged-twice',
      'a canary gets two verdicts',
      'AND |attribute_not_exists(verdict)| AND ${condition}',
    ),
    without(
      'lost-canary-kept',
      'a canary that never came back is not lost',
      "'(|attribute_not_exists(returnedAt) OR |",
    ),
    dropped(
      'canary-due-earlier',
      'a canary that was put off is due earlier again',
      "condition: '|gsi1sk < :until|'",
    ),
  ]),
  ...inFile(
    `${orders}/canary/dynamo-canary-store.ts`,
    'test/lib/adapters/dynamodb/canary/dynamo-canary-store.race.test.ts',
    [
      dropped('returned-canary-lost', 'a canary that returned in time is lost', 'OR |returnedAt > :until|)'),
      unchecked(
        'judged-canary-overwritten',
        'a canary that was judged is judged once more',
        'toCanaryItem(canary), isAbsent',
      ),
    ],
  ),
];
