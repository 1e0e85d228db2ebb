import { attemptKey, orderKey, refundKey } from '../../lib/adapters/dynamodb/keys.ts';
import { mayExpire } from '../../lib/domain/order-transition.ts';
import { isAttemptOpen } from '../../lib/domain/payment-attempt.ts';
import { isRefundOpen } from '../../lib/domain/refund.ts';
import { dueAt, type Settling } from '../../lib/domain/settling.ts';
import type { StoredOrder } from './stored-state.ts';
import { type Violation, violationsOf } from './violation.ts';

/** A part of an order that waits. */
interface OpenPart {
  readonly problem: string;
  /** RFC 3339, UTC: from when on a scheduled job takes it up. */
  readonly dueAt: string;
  /** Sort key under which the job finds it; absent for events. */
  readonly sortKey?: string;
  /** Whether nothing but an operator takes it up. */
  readonly isParked?: boolean;
  /** Whether it ends by itself. */
  readonly isOpen: boolean;
}

const settlingPart = (
  name: string,
  settling: Settling & { readonly state: string },
  sortKey: string,
  isOpen: boolean,
): OpenPart => ({
  problem: `${name} is ${settling.state}${settling.attention ? `, and waits for an operator: ${settling.attention.reason}` : ''}`,
  dueAt: settling.attention?.since ?? dueAt(settling),
  sortKey,
  isParked: settling.attention !== undefined,
  isOpen,
});

const never = '9999-12-31T00:00:00.000Z';

/** The payments and refunds of an order that wait for a scheduled job or an operator. */
const openMoney = ({ order: { id }, attempts, refunds }: StoredOrder): readonly OpenPart[] => {
  const openAttempts = attempts
    .filter(({ state, attention }) => isAttemptOpen(state) || attention)
    .map((attempt) => {
      const { number, state } = attempt;
      return settlingPart(`attempt ${number}`, attempt, attemptKey(id, number).sk, isAttemptOpen(state));
    });
  const openRefunds = refunds
    .filter(({ state, attention }) => isRefundOpen(state) || attention)
    .map((refund) => {
      const { number, state } = refund;
      return settlingPart(`refund ${number}`, refund, refundKey(id, number).sk, isRefundOpen(state));
    });
  return [...openAttempts, ...openRefunds];
};

/** The parts of an order that wait for a scheduled job, an event consumer or an operator. */
const openParts = (stored: StoredOrder): readonly OpenPart[] => {
  const { order, events } = stored;
  const held = { problem: 'pending, and holds its stock', isOpen: true };
  // Until its payment is settled, an order does not expire.
  const unpaid = mayExpire(order)
    ? { ...held, dueAt: order.expiresAt, sortKey: orderKey(order.id).sk }
    : { ...held, dueAt: never };
  return [
    ...(order.status === 'pending' ? [unpaid] : []),
    ...openMoney(stored),
    ...events
      .filter(({ isReceived, isQuarantined }) => !isReceived && !isQuarantined)
      .map(({ orderVersion, occurredAt }) => ({
        problem: `events of version ${orderVersion} are not received`,
        dueAt: occurredAt,
        isOpen: true,
      })),
  ];
};

const checkClosed = ({ order }: StoredOrder, parts: readonly OpenPart[]): readonly Violation[] =>
  violationsOf(
    'overdue',
    order.id,
    parts.filter(({ isOpen }) => isOpen).map(({ problem }) => problem),
  );

/** Everything that an order still waits for; nothing is left once everything is settled. */
export const checkSettled = (stored: StoredOrder): readonly Violation[] =>
  checkClosed(stored, openParts(stored));

/** The payments and refunds of an order that are not settled yet. */
export const checkMoneySettled = (stored: StoredOrder): readonly Violation[] =>
  checkClosed(stored, openMoney(stored));

/**
 * Parts of an order that are overdue, left to an operator or not.
 * @param graceMs how long after its time a part may wait.
 */
export const checkOverdue = (
  stored: StoredOrder,
  { now, graceMs }: { readonly now: number; readonly graceMs: number },
): readonly Violation[] => {
  const problems = openParts(stored).flatMap(({ problem, dueAt: time, sortKey, isParked }) => {
    const minutes = Math.floor((now - Date.parse(time)) / 60_000);
    if (sortKey !== undefined && !stored.due.has(sortKey)) return [`${problem}; no job will find it`];
    if (isParked) return [`${problem}, since ${time}`];
    return now > Date.parse(time) + graceMs ? [`${problem}, overdue for ${minutes} min`] : [];
  });
  return violationsOf('overdue', stored.order.id, problems);
};
