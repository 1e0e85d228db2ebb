import type { CommitFailure, OrderCommit } from '../../lib/app/ports/order-store.ts';
import { sameMoney } from '../../lib/domain/money.ts';
import { type MemoryState, triesId } from './memory-state.ts';

export const recordFailures = (
  state: MemoryState,
  change: OrderCommit['idempotency'],
): Extract<CommitFailure, { kind: 'idempotency' }>[] => {
  const existing = change && state.records.get(change.record.recordId);
  if (!existing || existing.expiresAt <= change.now) return [];
  const isOwn =
    change.replaces && existing.state === 'running' && existing.leaseOwner === change.replaces.leaseOwner;
  return isOwn ? [] : [{ kind: 'idempotency', existing }];
};

const orderFailures = (state: MemoryState, { order, event }: OrderCommit): CommitFailure[] => {
  const moved = order && state.orders.get(order.next.id)?.revision !== order.expectedRevision;
  const told = event && state.events.get(event.orderId)?.has(event.orderVersion);
  return moved || told ? [{ kind: 'order' }] : [];
};

const reservationFailures = (state: MemoryState, change: OrderCommit['reservation']): CommitFailure[] =>
  change && state.reservations.get(change.next.orderId)?.state !== change.expectedState
    ? [{ kind: 'reservation' }]
    : [];

const attemptFailures = (state: MemoryState, change: OrderCommit['attempt']): CommitFailure[] => {
  if (!change) return [];
  const existing = state.attempts.get(change.next.orderId)?.get(change.next.number);
  const { expected } = change;
  const isExpected = existing?.state === expected?.state && existing?.leaseOwner === expected?.leaseOwner;
  return isExpected ? [] : [{ kind: 'attempt' }];
};

const refundFailures = (state: MemoryState, change: OrderCommit['refund']): CommitFailure[] => {
  if (!change) return [];
  const existing = state.refunds.get(change.next.orderId)?.get(change.next.number);
  const { expected } = change;
  const isExpected = existing?.state === expected?.state && existing?.leaseOwner === expected?.leaseOwner;
  return isExpected ? [] : [{ kind: 'refund' }];
};

const tryFailures = (state: MemoryState, wanted: OrderCommit['paymentTry']): CommitFailure[] =>
  wanted && (state.paymentTries.get(triesId(wanted)) ?? 0) >= wanted.limit ? [{ kind: 'payment-try' }] : [];

const stockFailures = (state: MemoryState, take: OrderCommit['take'] = []): CommitFailure[] => {
  const byItem = Map.groupBy(take, ({ sku, shard }) => `${sku}#${shard}`);
  return [...byItem.values()].flatMap((takes): CommitFailure[] => {
    const { sku, shard } = takes[0] ?? { sku: '', shard: 0 };
    const level = state.stock.get(sku)?.[shard];
    const wanted = takes.reduce((sum, { quantity }) => sum + quantity, 0);
    const isHad =
      level &&
      level.available >= wanted &&
      takes.every(
        ({ version, unitPrice }) => version === level.version && sameMoney(unitPrice, level.unitPrice),
      );
    return isHad ? [] : [{ kind: 'stock', sku, shard, level }];
  });
};

/** Every reason why a commit cannot be stored. */
export const commitFailures = (state: MemoryState, commit: OrderCommit): CommitFailure[] => [
  ...recordFailures(state, commit.idempotency),
  ...orderFailures(state, commit),
  ...reservationFailures(state, commit.reservation),
  ...attemptFailures(state, commit.attempt),
  ...refundFailures(state, commit.refund),
  ...tryFailures(state, commit.paymentTry),
  ...stockFailures(state, commit.take),
];
