import { type Assumptions, type Bill, type BillItem, dollarsOf } from './bill.ts';
import { listPrices, priceList } from './list-prices.ts';
import type { Usage } from './usage.ts';

const quantity = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

const line = ({ price, subject, quantity: units, dollars: amount }: BillItem): string =>
  `  ${dollars(amount).padStart(9)}  ${subject}: ${quantity.format(units)} × ${listPrices[price].unit}`;

const byAmount = (items: readonly BillItem[]): readonly BillItem[] =>
  items.toSorted((left, right) => right.dollars - left.dollars);

const section = (title: string, items: readonly BillItem[]): string[] => [
  `${title}: ${dollars(dollarsOf(items))}`,
  ...byAmount(items).map(line),
];

/** A bill in words, line by line. */
export const describeBill = (
  { idle, orders, metrics }: Bill,
  {
    ordersPerMonth,
    stage,
    usage,
    assumptions,
  }: {
    readonly ordersPerMonth: number;
    readonly stage: string;
    readonly usage: Usage;
    readonly assumptions: Assumptions;
  },
): string[] => [
  ...section(`A month of the stage ${stage} without an order`, idle),
  ...section(`${quantity.format(ordersPerMonth)} orders a month`, orders),
  ...(metrics.length > 0 ? section('Metrics of a stage with traffic', metrics) : []),
  `Total: ${dollars(dollarsOf([...idle, ...orders, ...metrics]))} a month`,
  '',
  `List prices of ${priceList.region}, read in ${priceList.readIn} from:`,
  ...[...new Set([...idle, ...orders, ...metrics].map(({ price }) => listPrices[price].source))]
    .sort()
    .map((page) => `  ${page}`),
  `Usage measured on ${usage.measuredOn} with ${usage.orders} orders: ${usage.requestsOfAnOrder.join(', ')}.`,
  `Assumed: ${assumptions.millisecondsPerInvocation} ms an invocation, items stored for ${quantity.format(assumptions.monthsStored)} month(s).`,
  'Not included: free tiers, data transfer, the payment gateway, synthetic orders, and custom metrics beyond those of the service.',
];
