import { type Money, money } from './money.ts';
import type { Order } from './order.ts';
import type { PaymentAttempt } from './payment-attempt.ts';
import { type Refund, type RefundState, type RefundSum, refundStates } from './refund.ts';

const none: RefundSum = { count: 0, amount: 0 };

const sumsOf = ({ refunds = {} }: Order): readonly RefundSum[] =>
  refundStates.map((state) => refunds[state] ?? none);

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** Number of refunds that an order has had. */
export const refundCount = (order: Order): number => total(sumsOf(order).map(({ count }) => count));

/** Money that the customer has paid for an order. */
export const paidFor = ({ payment, total: { amount, currency } }: Order): Money =>
  money(payment?.state === 'paid' ? amount : 0, currency);

/** Money that can still be refunded: the money paid, less all refunds in any state. */
export const refundableOf = (order: Order): Money => {
  const claimed = total(sumsOf(order).map(({ amount }) => amount));
  return money(Math.max(0, paidFor(order).amount - claimed), order.total.currency);
};

const add = (order: Order, state: RefundState, { count, amount }: RefundSum): Order => {
  const before = order.refunds?.[state] ?? none;
  const sum = { ...before, count: before.count + count, amount: before.amount + amount };
  return { ...order, refunds: { ...order.refunds, [state]: sum } };
};

/**
 * A new refund of money that an attempt took, before the gateway is asked for it, and the order with this claim.
 * @param lease of the request that will ask; times are RFC 3339, UTC.
 * @throws {Error} when the attempt has no payment at the gateway.
 */
export const claimRefund = (
  order: Order,
  { orderId, number, intentId }: PaymentAttempt,
  {
    amount,
    now,
    ...lease
  }: { readonly amount: Money; readonly now: string } & Pick<Refund, 'leaseOwner' | 'leaseUntil'>,
): { readonly order: Order; readonly refund: Refund } => {
  if (intentId === undefined) throw new Error(`attempt ${orderId}/${number} has no payment to refund`);
  return {
    order: add(order, 'due', { count: 1, amount: amount.amount }),
    refund: {
      orderId,
      number: refundCount(order) + 1,
      state: 'due',
      attempt: number,
      intentId,
      amount,
      round: 1,
      ...lease,
      createdAt: now,
      updatedAt: now,
    },
  };
};

/** The order after one of its refunds has gone from one state to another. */
export const moveRefund = (
  order: Order,
  { amount }: Money,
  { from, to }: { readonly from: RefundState; readonly to: RefundState },
): Order => add(add(order, from, { count: -1, amount: -amount }), to, { count: 1, amount });

/** Money that has gone back to the customer. */
export const refundedOf = ({ refunds, total: { currency } }: Pick<Order, 'refunds' | 'total'>): Money =>
  money(refunds?.succeeded?.amount ?? 0, currency);

/** State of the least finished refund, and the refunded sum; `undefined` for an order without a refund. */
export const refundOf = (
  order: Pick<Order, 'refunds' | 'total'>,
): { readonly status: RefundState; readonly amount: Money } | undefined => {
  const status = refundStates.find((state) => (order.refunds?.[state]?.count ?? 0) > 0);
  return status && { status, amount: refundedOf(order) };
};
