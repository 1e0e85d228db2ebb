import type { OrderCommit } from '../../lib/app/ports/order-store.ts';
import type { StockAllocation } from '../../lib/domain/stock.ts';
import { type MemoryState, triesId } from './memory-state.ts';

/** Units go to the first stock item when theirs is gone, and nowhere when the product is. */
const move = ({ stock }: MemoryState, { sku, shard, quantity }: StockAllocation): void => {
  const levels = stock.get(sku) ?? [];
  const place = shard < levels.length ? shard : 0;
  const moved = levels.map((level, index) =>
    index === place ? { ...level, available: level.available + quantity } : level,
  );
  stock.set(sku, moved);
};

/** Stores all that a commit changes. Whether it may be stored is known before. */
export const applyCommit = (state: MemoryState, commit: OrderCommit): void => {
  const {
    order,
    event,
    reservation,
    attempt,
    refund,
    idempotency,
    paymentTry,
    take = [],
    giveBack = [],
  } = commit;
  if (order) state.orders.set(order.next.id, order.next);
  if (reservation) state.reservations.set(reservation.next.orderId, reservation.next);
  if (idempotency) state.records.set(idempotency.record.recordId, idempotency.record);
  if (event) {
    const { orderId, orderVersion } = event;
    state.events.set(orderId, new Map(state.events.get(orderId)).set(orderVersion, event));
  }
  if (attempt) {
    const { orderId, number } = attempt.next;
    state.attempts.set(orderId, new Map(state.attempts.get(orderId)).set(number, attempt.next));
  }
  if (refund) {
    const { orderId, number } = refund.next;
    state.refunds.set(orderId, new Map(state.refunds.get(orderId)).set(number, refund.next));
  }
  if (paymentTry) {
    const id = triesId(paymentTry);
    state.paymentTries.set(id, (state.paymentTries.get(id) ?? 0) + 1);
  }
  for (const { sku, shard, quantity } of take) move(state, { sku, shard, quantity: -quantity });
  for (const allocation of giveBack) move(state, allocation);
};
