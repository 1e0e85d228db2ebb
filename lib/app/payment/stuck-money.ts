import type { Order } from '../../domain/order.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { Refund } from '../../domain/refund.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { MoneyOfOrder, OrderStore } from '../ports/order-store.ts';
import { type MoneyId, moneyIdOf } from './money-id.ts';

/** A payment attempt or a refund. */
export type StoredMoney =
  | { readonly kind: 'attempt'; readonly item: PaymentAttempt }
  | { readonly kind: 'refund'; readonly item: Refund };

/** An attempt or a refund that waits for an operator; without `money` when its item is gone or unreadable. */
export interface StuckMoney {
  readonly id: MoneyId;
  /** RFC 3339, UTC. */
  readonly since: string;
  readonly money?: StoredMoney | undefined;
}

/** All money of an order. */
export interface OrderMoney extends MoneyOfOrder {
  readonly order: Order;
}

type Reads = Pick<OrderStore, 'findOrder' | 'findAttempt' | 'findRefund' | 'listMoney'>;

/** The attempt or refund with a number; `undefined` if there is none. */
export const findMoney = async (
  store: Pick<Reads, 'findAttempt' | 'findRefund'>,
  id: MoneyId,
  options: CallOptions,
): Promise<StoredMoney | undefined> => {
  if ('attempt' in id) {
    const item = await store.findAttempt(id.orderId, id.attempt, options);
    return item && { kind: 'attempt', item };
  }
  const item = await store.findRefund(id.orderId, id.refund, options);
  return item && { kind: 'refund', item };
};

/** Everything that was paid and refunded for an order; `undefined` if there is no such order. */
export const showMoney = async (
  store: Reads,
  orderId: string,
  options: CallOptions,
): Promise<OrderMoney | undefined> => {
  const [order, money] = await Promise.all([
    store.findOrder(orderId, options),
    store.listMoney(orderId, options),
  ]);
  return order && { order, ...money };
};

/** Use case: list what waits for an operator, the longest first. */
export const listStuckMoney =
  ({ store, clock }: { readonly store: OrderStore; readonly clock: Clock }) =>
  async (limit: number, options: CallOptions): Promise<readonly StuckMoney[]> => {
    const stuck: StuckMoney[] = [];
    const now = new Date(clock()).toISOString();
    for await (const item of store.listDue('ATTENTION', now, options)) {
      const id = moneyIdOf(item);
      const money = await findMoney(store, id, options).catch(() => undefined);
      stuck.push({ id, since: item.dueSince, money });
      if (stuck.length === limit) break;
    }
    return stuck;
  };
