import { attemptPrefix } from '../../../lib/adapters/dynamodb/keys.ts';
import { countSloEvents } from '../../../lib/adapters/telemetry/count-slo-events.ts';
import type { Stage } from '../service/stage.ts';
import type { OutcomeWrite } from '../world/outcome-log.ts';
import { compareCounts, type Range } from './objective-checks.ts';

const isAttempt = ({ item }: OutcomeWrite): boolean => String(item['sk']).startsWith(attemptPrefix);

const stateOf = (item: OutcomeWrite['item'] | undefined) => item?.['state'] as string | undefined;

/** Whether an attempt came to an end that is counted. */
const isSettlement = ({ before, item }: OutcomeWrite, state: string): boolean =>
  stateOf(item) === state && stateOf(before) !== state;

const sum = (...ranges: readonly Range[]): Range =>
  ranges.reduce(([a, b], [least, most]) => [a + least, b + most], [0, 0]);

/**
 * Each payment is counted once: by the invocation that has stored its end, or by the access log when it was requested and
 * no answer came. An invocation that does not come to its end, or is not told that it has stored something, may count nothing.
 */
export const checkPaymentObjective = (
  { database: { outcomes }, requests, endedInvocations, gateway }: Stage,
  totals: ReadonlyMap<string, bigint>,
): string[] => {
  const attempts = outcomes.filter(isAttempt);
  const isSure = ({ isConfirmed, invocation }: OutcomeWrite) =>
    isConfirmed && endedInvocations.has(invocation);
  const rangeOf = (writes: readonly OutcomeWrite[]): Range => [writes.filter(isSure).length, writes.length];
  const succeeded = attempts.filter((write) => isSettlement(write, 'succeeded'));
  const failed = attempts.filter((write) => {
    const intentId = write.item['intentId'] as string | undefined;
    const isExcused = intentId !== undefined && gateway.wasConfirmed(intentId);
    return isSettlement(write, 'not_charged') && !isExcused;
  });
  const begun = new Map(
    attempts.filter(({ before }) => !before).map((write) => [write.invocation, write.isConfirmed]),
  );
  const toPay = requests.filter(({ routeId }) => routeId === 'pay-order');
  const unanswered = toPay.filter(({ answer }) => answer === undefined).length;
  const refused = toPay.filter(
    ({ answer, invocation }) => (answer?.statusCode ?? 0) >= 500 && begun.get(invocation) !== true,
  );
  const surelyRefused = refused.filter(({ invocation }) => !begun.has(invocation)).length;
  return compareCounts('payment-success', countSloEvents(totals)['payment-success'], {
    good: rangeOf(succeeded),
    bad: sum(rangeOf(failed), [unanswered, unanswered], [surelyRefused, refused.length]),
  });
};
