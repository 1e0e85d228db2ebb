import type { OrderCommit, OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import type { AttemptState } from '../../../lib/domain/payment-attempt.ts';
import type { RefundState } from '../../../lib/domain/refund.ts';
import type { ReservationState } from '../../../lib/domain/reservation.ts';

type Allowed<S extends string> = Readonly<Record<S, readonly S[]>>;

/** Which states follow which, written down once more on purpose: a slip in one of the domain's tables shows here. */
export const allowedStates = {
  order: {
    pending: ['confirmed', 'cancelled', 'expired'],
    confirmed: ['shipped', 'cancelled'],
    shipped: ['delivered'],
    delivered: [],
    cancelled: [],
    expired: [],
  } satisfies Allowed<OrderStatus>,
  reservation: {
    HELD: ['RELEASED', 'EXPIRED'],
    COMMITTED: ['RELEASED'],
    RELEASED: [],
    EXPIRED: [],
  } satisfies Allowed<ReservationState>,
  attempt: {
    in_flight: ['unknown', 'succeeded', 'declined', 'not_charged'],
    unknown: ['succeeded', 'declined', 'not_charged'],
    succeeded: [],
    declined: [],
    not_charged: [],
    refund_due: ['succeeded'],
    refunded: [],
  } satisfies Allowed<AttemptState>,
  refund: {
    due: ['requested', 'succeeded', 'failed'],
    requested: ['succeeded', 'failed'],
    succeeded: ['failed'],
    failed: ['due', 'succeeded'],
  } satisfies Allowed<RefundState>,
};

interface Step {
  readonly of: keyof typeof allowedStates;
  readonly from: string | undefined;
  readonly to: string;
}

/** A new thing comes from no state; one that stays in its state, as when its lease is taken over, makes no step. */
const isStep = ({ from, to }: Step): boolean => from !== undefined && from !== to;

const isAllowed = ({ of, from, to }: Step): boolean =>
  (allowedStates[of] as Allowed<string>)[from ?? '']?.includes(to) ?? false;

/** A store that records every transition, and every write against the rules. */
export const createLawfulStore = <S extends OrderStore>(store: S) => {
  const found: string[] = [];
  const steps = new Set<string>();
  const statuses = new Map<string, OrderStatus>();

  const stepsOf = ({ order, reservation, attempt, refund }: OrderCommit): readonly Step[] =>
    [
      ...(order ? [{ of: 'order', from: statuses.get(order.next.id), to: order.next.status } as const] : []),
      ...(reservation
        ? [{ of: 'reservation', from: reservation.expectedState, to: reservation.next.state } as const]
        : []),
      ...(attempt ? [{ of: 'attempt', from: attempt.expected?.state, to: attempt.next.state } as const] : []),
      ...(refund ? [{ of: 'refund', from: refund.expected?.state, to: refund.next.state } as const] : []),
    ].filter(isStep);

  const note = (change: OrderCommit): void => {
    const { order, event } = change;
    if (order?.expectedRevision !== undefined && order.next.revision !== order.expectedRevision + 1) {
      found.push(`revision ${order.expectedRevision} is followed by ${order.next.revision}`);
    }
    if (event && event.orderVersion !== order?.next.version) {
      found.push(`the event of version ${event.orderVersion} comes without it`);
    }
    for (const step of stepsOf(change)) {
      const text = `${step.of}: ${step.from} → ${step.to}`;
      steps.add(text);
      if (!isAllowed(step)) found.push(text);
    }
    if (order) statuses.set(order.next.id, order.next.status);
  };

  const commit: OrderStore['commit'] = async (change, options) => {
    const failures = await store.commit(change, options);
    if (failures.length === 0) note(change);
    return failures;
  };
  return {
    ...store,
    commit,
    /** Faults of the commits that were stored. */
    offences: (): readonly string[] => found,
    /** Steps from state to state that were stored. */
    steps: (): readonly string[] => [...steps],
  };
};
