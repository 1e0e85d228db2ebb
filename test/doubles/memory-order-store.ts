import type {
  DueItem,
  DueWork,
  OrderListQuery,
  OrderStore,
  StatusListQuery,
} from '../../lib/app/ports/order-store.ts';
import type { Order } from '../../lib/domain/order.ts';
import { mayExpire } from '../../lib/domain/order-transition.ts';
import { isAttemptOpen } from '../../lib/domain/payment-attempt.ts';
import { isRefundOpen } from '../../lib/domain/refund.ts';
import { dueAt, type Settling } from '../../lib/domain/settling.ts';
import { applyCommit } from './memory-apply-commit.ts';
import { commitFailures } from './memory-commit-failures.ts';
import { emptyState, type MemoryState } from './memory-state.ts';

const ascending = (a: string | number, b: string | number): number => (a < b ? -1 : 1);

const byNumber = <T extends { readonly number: number }>(items?: ReadonlyMap<number, T>): T[] =>
  [...(items?.values() ?? [])].sort((a, b) => a.number - b.number);

const pageOf = (wanted: readonly Order[], limit: number) => {
  const orders = wanted.slice(0, limit);
  const last = orders.at(-1);
  return { orders, ...(wanted.length > limit && last && { nextAfter: last.id }) };
};

const customerPage = (state: MemoryState, { customerId, status, limit, after }: OrderListQuery) => {
  const wanted = [...state.orders.values()]
    .filter((order) => order.customerId === customerId && (status === undefined || order.status === status))
    .filter(({ id }) => after === undefined || id < after)
    .sort((a, b) => ascending(b.id, a.id));
  return pageOf(wanted, limit);
};

const statusPage = (state: MemoryState, { status, limit, after = '' }: StatusListQuery) => {
  const wanted = [...state.orders.values()]
    .filter((order) => order.status === status && order.id > after)
    .sort((a, b) => ascending(a.id, b.id));
  return pageOf(wanted, limit);
};

const keyOf = ({ work, orderId, attempt = 0, refund = 0 }: Omit<DueItem, 'dueSince'>) =>
  `${work} ${orderId} ${attempt} ${refund}`;

/** Attempts and refunds that are open, or that wait for an operator, by the time at which they are due. */
const waitingMoney = (state: MemoryState, work: 'PAYMENT' | 'ATTENTION') => {
  const due = ({ attention, leaseOwner, ...settling }: Settling, isOpen: boolean) => {
    if (work === 'ATTENTION') return attention ? [{ at: attention.since, state: leaseOwner }] : [];
    return isOpen && !attention ? [{ at: dueAt({ leaseOwner, ...settling }), state: leaseOwner }] : [];
  };
  const all = <T>(byOrder: ReadonlyMap<string, ReadonlyMap<number, T>>) =>
    [...byOrder.values()].flatMap((items) => [...items.values()]);
  return [
    ...all(state.attempts).flatMap((attempt) =>
      due(attempt, isAttemptOpen(attempt.state)).map((times) => ({
        work,
        orderId: attempt.orderId,
        attempt: attempt.number,
        ...times,
      })),
    ),
    ...all(state.refunds).flatMap((refund) =>
      due(refund, isRefundOpen(refund.state)).map((times) => ({
        work,
        orderId: refund.orderId,
        refund: refund.number,
        ...times,
      })),
    ),
  ];
};

/** Everything that waits for a time, by the time at which the stored facts make it due. */
const waiting = (state: MemoryState, work: DueWork) =>
  work === 'EXPIRY'
    ? [...state.orders.values()]
        .filter(mayExpire)
        .map(({ id, revision, expiresAt }) => ({ work, orderId: id, at: expiresAt, state: `${revision}` }))
    : waitingMoney(state, work);

/** Due times that were moved. A later write of the item makes its due time anew. */
const createDueTimes = (state: MemoryState) => {
  const moved = new Map<string, { readonly until: string; readonly dueSince: string; readonly of: string }>();
  const present = (work: DueWork) =>
    waiting(state, work).map(({ at, state: of, ...item }) => {
      const move = moved.get(keyOf(item));
      const stands = move?.of === of ? move : { until: at, dueSince: at };
      return { item: { ...item, dueSince: stands.dueSince }, dueAt: stands.until, of };
    });
  return {
    list: (work: DueWork, now: string): DueItem[] =>
      present(work)
        .filter(({ dueAt }) => dueAt <= now)
        .sort((a, b) => ascending(a.dueAt, b.dueAt))
        .map(({ item }) => item),
    move: (item: DueItem, until: string): void => {
      const found = present(item.work).find((other) => keyOf(other.item) === keyOf(item));
      if (!found || found.dueAt >= until) return;
      moved.set(keyOf(item), { until, dueSince: item.dueSince, of: found.of });
    },
  };
};

/**
 * Orders in this process's memory, for tests and simulation. A commit happens between two awaits, so it is whole
 * and alone; what goes in or out is copied.
 */
export const createMemoryOrderStore = (
  state: MemoryState = emptyState(),
  dueTimes = createDueTimes(state),
): OrderStore => ({
  async commit(commit) {
    const failures = commitFailures(state, commit);
    if (failures.length === 0) applyCommit(state, structuredClone(commit));
    return structuredClone(failures);
  },
  findOrder: async (orderId) => structuredClone(state.orders.get(orderId)),
  findReservation: async (orderId) => structuredClone(state.reservations.get(orderId)),
  findAttempt: async (orderId, number) => structuredClone(state.attempts.get(orderId)?.get(number)),
  findRefund: async (orderId, number) => structuredClone(state.refunds.get(orderId)?.get(number)),
  listAttempts: async (orderId) => structuredClone(byNumber(state.attempts.get(orderId))),
  listRefunds: async (orderId) => structuredClone(byNumber(state.refunds.get(orderId))),
  findRecord: async (recordId) => structuredClone(state.records.get(recordId)),
  async findEvents(orderId) {
    const batches = [...(state.events.get(orderId)?.values() ?? [])];
    return structuredClone(batches.sort((a, b) => ascending(a.orderVersion, b.orderVersion)));
  },
  findStock: async (sku) => structuredClone(state.stock.get(sku) ?? []),
  listOrders: async (query) => structuredClone(customerPage(state, query)),
  listOrdersByStatus: async (query) => structuredClone(statusPage(state, query)),
  async *listDue(work, now) {
    yield* dueTimes.list(work, now);
  },
  putOff: async (item, until) => dueTimes.move(item, until),
});
