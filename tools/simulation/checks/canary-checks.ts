import { canaryKey, canaryOf } from '../../../lib/adapters/dynamodb/keys.ts';
import { counterTotal } from '../../../lib/metrics/exact-line.ts';
import { canaryBoundMs } from '../service/compose-canary.ts';
import type { Stage } from '../service/stage.ts';
import type { OutcomeWrite } from '../world/outcome-log.ts';

type Item = Readonly<Record<string, unknown>>;

const { pk: partition } = canaryKey({ id: '', sentAt: '' });

export const isCanary = ({ pk }: Item): boolean => pk === partition;

const sentAt = ({ sk }: Item): number => Date.parse(canaryOf(String(sk)).sentAt);

/** Clocks of functions differ by this at most, in milliseconds. */
const skewMs = 401;

/** The next run after the time of a canary is up has judged it by then. In milliseconds. */
const judgedWithinMs = 180_000;

/** Canaries that wait for a verdict for too long. @param now milliseconds since 1970. */
export const overdueCanaries = (items: readonly Item[], now: number): readonly Item[] =>
  items.filter(
    (item) => isCanary(item) && item['verdict'] === undefined && sentAt(item) < now - judgedWithinMs,
  );

/** Whether a canary had come back in time when it was judged. */
const isBack = ({ item }: OutcomeWrite): boolean =>
  Date.parse(String(item['returnedAt'])) <= sentAt(item) + canaryBoundMs;

const nameOf = ({ item }: OutcomeWrite): string => String(item['sk']);

const isVerdict = ({ before, item }: OutcomeWrite): boolean =>
  isCanary(item) && item['verdict'] !== before?.['verdict'];

/** Each verdict is counted once by an invocation that knows of it and came to its end. */
const checkCounts = (
  verdicts: readonly OutcomeWrite[],
  { endedInvocations }: Stage,
  totals: ReadonlyMap<string, bigint>,
): string[] =>
  (['returned', 'lost'] as const).flatMap((outcome) => {
    const own = verdicts.filter(({ item }) => item['verdict'] === outcome);
    const sure = own.filter(
      ({ isConfirmed, invocation }) => isConfirmed && endedInvocations.has(invocation),
    ).length;
    const counted = Number(counterTotal(totals, 'order_service_canary_total', { outcome }));
    return counted < sure || counted > own.length
      ? [`${counted} canaries counted as ${outcome}, ${sure} to ${own.length} judged so`]
      : [];
  });

/** Each canary gets one verdict, by whether it has come back in time, and none waits for long. */
export const checkCanaries = (
  stage: Stage,
  items: readonly Item[],
  totals: ReadonlyMap<string, bigint>,
): string[] => {
  const verdicts = stage.database.outcomes.filter(isVerdict);
  const newest = Math.max(...items.filter(isCanary).map(sentAt));
  return [
    ...verdicts
      .filter(({ before }) => before?.['verdict'] !== undefined)
      .map((write) => `canary ${nameOf(write)} was judged ${write.before?.['verdict']}, and again`),
    ...verdicts
      .filter((write) => write.at < sentAt(write.item) + canaryBoundMs - skewMs)
      .map((write) => `canary ${nameOf(write)} was judged before its time was up`),
    ...verdicts
      .filter((write) => isBack(write) !== (write.item['verdict'] === 'returned'))
      .map((write) => `canary ${nameOf(write)} was judged ${write.item['verdict']}, and that is wrong`),
    ...overdueCanaries(items, newest).map(({ sk }) => `canary ${sk} was never judged`),
    ...(stage.settings.countsMetrics ? checkCounts(verdicts, stage, totals) : []),
  ];
};
