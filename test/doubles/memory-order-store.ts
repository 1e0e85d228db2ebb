import type { OrderListQuery, OrderStore } from '../../lib/app/ports/order-store.ts';
import { mayExpire } from '../../lib/domain/order-transition.ts';
import { needsReconciling } from '../../lib/domain/payment-attempt.ts';
import { applyCommit } from './memory-apply-commit.ts';
import { commitFailures } from './memory-commit-failures.ts';
import { emptyState, type MemoryState } from './memory-state.ts';

const ascending = (a: string | number, b: string | number): number => (a < b ? -1 : 1);

const pageOf = (state: MemoryState, { customerId, status, limit, after }: OrderListQuery) => {
  const wanted = [...state.orders.values()]
    .filter((order) => order.customerId === customerId && (status === undefined || order.status === status))
    .filter(({ id }) => after === undefined || id < after)
    .sort((a, b) => ascending(b.id, a.id));
  const orders = wanted.slice(0, limit);
  const last = orders.at(-1);
  return { orders, ...(wanted.length > limit && last && { nextAfter: last.id }) };
};

const expiredOrders = (state: MemoryState, now: string, limit: number) =>
  [...state.orders.values()]
    .filter((order) => mayExpire(order) && order.expiresAt <= now)
    .sort((a, b) => ascending(a.expiresAt, b.expiresAt))
    .slice(0, limit)
    .map(({ id }) => id);

const attemptsToReconcile = (state: MemoryState, now: string, limit: number) =>
  [...state.attempts.values()]
    .flatMap((attempts) => [...attempts.values()])
    .filter((attempt) => needsReconciling(attempt.state) && attempt.leaseUntil <= now)
    .sort((a, b) => ascending(a.leaseUntil, b.leaseUntil))
    .slice(0, limit)
    .map(({ orderId, number }) => ({ orderId, number }));

/**
 * Orders in this process's memory, for tests and simulation. A commit happens between two awaits, so it is whole
 * and alone; what goes in or out is copied.
 */
export const createMemoryOrderStore = (state: MemoryState = emptyState()): OrderStore => ({
  async commit(commit) {
    const failures = commitFailures(state, commit);
    if (failures.length === 0) applyCommit(state, structuredClone(commit));
    return structuredClone(failures);
  },
  findOrder: async (orderId) => structuredClone(state.orders.get(orderId)),
  findReservation: async (orderId) => structuredClone(state.reservations.get(orderId)),
  findAttempt: async (orderId, number) => structuredClone(state.attempts.get(orderId)?.get(number)),
  findRecord: async (recordId) => structuredClone(state.records.get(recordId)),
  async findEvents(orderId) {
    const batches = [...(state.events.get(orderId)?.values() ?? [])];
    return structuredClone(batches.sort((a, b) => ascending(a.orderVersion, b.orderVersion)));
  },
  findStock: async (sku) => structuredClone(state.stock.get(sku) ?? []),
  listOrders: async (query) => structuredClone(pageOf(state, query)),
  listExpired: async (now, limit) => expiredOrders(state, now, limit),
  listAttemptsToReconcile: async (now, limit) => attemptsToReconcile(state, now, limit),
});
