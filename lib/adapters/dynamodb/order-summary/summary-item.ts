import * as z from 'zod';
import type { CustomerSummary, SummaryChange } from '../../../app/ports/order-summary-store.ts';
import { currencies } from '../../../domain/money.ts';
import { type OrderStatus, orderStatuses } from '../../../domain/order-status.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';

const sums = ['ordered', 'paid', 'refunded'] as const;

// Whatever is added to has to be an attribute of its own: DynamoDB adds to nothing inside of another.
const ordersAttribute = (status: OrderStatus) => `orders_${status}`;
const sumAttribute = (sum: (typeof sums)[number], currency: string) => `${sum}_${currency}`;

const numberSchema = z.int().default(0);

const summarySchema = z.object({
  customerId: z.string(),
  orders: z.record(z.enum(orderStatuses), numberSchema),
  amounts: z.array(
    z.object({
      currency: z.enum(currencies),
      ordered: numberSchema,
      paid: numberSchema,
      refunded: numberSchema,
    }),
  ),
  paymentFailures: numberSchema,
  lastOrderAt: z.iso.datetime().optional(),
  updatedAt: z.iso.datetime(),
});

export const summaryKey = (customerId: string) => ({ pk: `SUMMARY#${customerId}`, sk: 'SUMMARY' });

/**
 * What a change adds to a summary's item, by attribute. Nothing of it is 0, except for what was ordered with a new
 * order: the attribute says that something was ordered in that currency, if only for free.
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
