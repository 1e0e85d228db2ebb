import * as z from 'zod';
import type {
  CustomerSummary,
  OrderProgress,
  SummarizedOrder,
  SummaryChange,
} from '../../../app/ports/order-summary-store.ts';
import { currencies } from '../../../domain/money.ts';
import { type OrderStatus, orderStatuses } from '../../../domain/order-status.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { type ItemShape, parseFacts, storedMoney, storedTime } from '../item-schema.ts';

const positionShape = {
  orderId: z.string(),
  orderVersion: z.int().min(1),
  n: z.int().min(1),
} satisfies ItemShape<OrderProgress['last']>;

const summarizedOrderShape = {
  status: z.enum(orderStatuses),
  isPaid: z.boolean(),
  total: storedMoney,
  refunded: z.int().min(0).optional(),
} satisfies ItemShape<SummarizedOrder>;

export const progressSchema = z.looseObject({
  last: z.looseObject(positionShape),
  isComplete: z.boolean(),
  order: z.looseObject(summarizedOrderShape).optional(),
} satisfies ItemShape<OrderProgress>);

/** @throws {MalformedItemError} */
export const fromProgressItem = (item: Record<string, unknown>): OrderProgress =>
  parseFacts(progressSchema, item);

const sums = ['ordered', 'paid', 'refunded'] as const;

// DynamoDB adds to top-level attributes only, so that each number of a summary is an attribute of its own.
const ordersAttribute = (status: OrderStatus) => `orders_${status}`;
const sumAttribute = (sum: (typeof sums)[number], currency: string) => `${sum}_${currency}`;

const count = z.int().default(0);

const summarySchema = z.object({
  customerId: z.string(),
  orders: z.record(z.enum(orderStatuses), count),
  amounts: z.array(z.object({ currency: z.enum(currencies), ordered: count, paid: count, refunded: count })),
  paymentFailures: count,
  lastOrderAt: storedTime.optional(),
  updatedAt: storedTime,
} satisfies ItemShape<CustomerSummary>);

/**
 * The numbers that a change adds to a summary's item, by attribute. None is 0, except for the amount ordered by a new
 * order: the attribute records that there was an order in that currency, even if it was free.
 */
export const additionsOf = ({
  orders,
  amounts,
  paymentFailures,
  placedAt,
}: SummaryChange): Record<string, number> => {
  const ordered = sumAttribute('ordered', amounts.currency);
  const all: [string, number][] = [
    ...orderStatuses.map((status): [string, number] => [ordersAttribute(status), orders[status] ?? 0]),
    ...sums.map((sum): [string, number] => [sumAttribute(sum, amounts.currency), amounts[sum]]),
    ['paymentFailures', paymentFailures],
  ];
  return Object.fromEntries(
    all.filter(([name, number]) => number !== 0 || (name === ordered && placedAt !== undefined)),
  );
};

const attributesOf = (currency: string) => sums.map((sum) => [sum, sumAttribute(sum, currency)] as const);

const fromSummaryItem = (item: Record<string, unknown>): CustomerSummary =>
  parseItem(summarySchema, {
    ...item,
    orders: Object.fromEntries(orderStatuses.map((status) => [status, item[ordersAttribute(status)]])),
    amounts: currencies
      .filter((currency) => attributesOf(currency).some(([, attribute]) => attribute in item))
      .map((currency) => ({
        currency,
        ...Object.fromEntries(attributesOf(currency).map(([sum, attribute]) => [sum, item[attribute]])),
      })),
  });

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/**
 * A customer's summary from all of its items; `undefined` if there is none. One of them may count the first events of
 * an order and another the later ones, so that the numbers of one item may be negative.
 * @throws {MalformedItemError}
 */
export const fromSummaryItems = (items: readonly Record<string, unknown>[]): CustomerSummary | undefined => {
  const parts = items.map(fromSummaryItem);
  const [first] = parts;
  if (!first) return undefined;
  const amounts = parts.flatMap((part) => part.amounts);
  const latest = (times: readonly (string | undefined)[]) => times.toSorted().findLast(Boolean);
  return {
    customerId: first.customerId,
    orders: Object.fromEntries(
      orderStatuses.map((status) => [status, total(parts.map(({ orders }) => orders[status]))]),
    ) as CustomerSummary['orders'],
    amounts: currencies.flatMap((currency) => {
      const same = amounts.filter((each) => each.currency === currency);
      if (same.length === 0) return [];
      const [ordered = 0, paid = 0, refunded = 0] = sums.map((sum) => total(same.map((each) => each[sum])));
      return [{ currency, ordered, paid, refunded }];
    }),
    paymentFailures: total(parts.map(({ paymentFailures }) => paymentFailures)),
    lastOrderAt: latest(parts.map(({ lastOrderAt }) => lastOrderAt)),
    updatedAt: latest(parts.map(({ updatedAt }) => updatedAt)),
  };
};
