import * as z from 'zod';
import type {
  CustomerSummary,
  OrderProgress,
  SummarizedOrder,
  SummaryChange,
  SummaryEntry,
} from '../../../app/ports/order-summary-store.ts';
import { currencies } from '../../../domain/money.ts';
import { type OrderStatus, orderStatuses } from '../../../domain/order-status.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { type ItemShape, parseFacts, storedMoney, storedTime } from '../item-schema.ts';
import { inboxKey } from '../keys.ts';

/** Longer than the bus keeps events that it could replay, in seconds. */
const inboxSeconds = 35 * 24 * 60 * 60;

/** Marks an event as recorded by the consumer. */
export const toInboxItem = ({ event: { eventId }, receivedAt }: SummaryEntry) => ({
  ...inboxKey(eventId),
  receivedAt,
  ttl: Math.floor(Date.parse(receivedAt) / 1_000) + inboxSeconds,
});

const positionShape = {
  orderId: z.string(),
  orderVersion: z.int().min(1),
  n: z.int().min(1),
} satisfies ItemShape<OrderProgress['last']>;

const summarizedOrderShape = {
  status: z.enum(orderStatuses),
  isPaid: z.boolean(),
  total: storedMoney,
} satisfies ItemShape<SummarizedOrder>;

const progressSchema = z.looseObject({
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

/** @throws {MalformedItemError} */
export const fromSummaryItem = (item: Record<string, unknown>): CustomerSummary =>
  parseItem(summarySchema, {
    ...item,
    orders: Object.fromEntries(orderStatuses.map((status) => [status, item[ordersAttribute(status)]])),
    amounts: currencies
      .filter((currency) => sumAttribute('ordered', currency) in item)
      .map((currency) => ({
        currency,
        ...Object.fromEntries(sums.map((sum) => [sum, item[sumAttribute(sum, currency)]])),
      })),
  });
