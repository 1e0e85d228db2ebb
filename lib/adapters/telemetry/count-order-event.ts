import type { MetricLabels } from '../../contract/metrics.ts';
import { type Money, majorUnits } from '../../domain/money.ts';
import type { OrderEvent, OrderEventType } from '../../domain/order-event.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import { createTally, type TallyOptions } from '../../metrics/tally.ts';
import type { WriteAction } from '../../platform/dynamodb/write-items.ts';

type ProcessedStatus = MetricLabels<'order_service_orders_processed_total'>['status'];

/** The order's status after an event. */
const reached: Partial<Record<OrderEventType, ProcessedStatus>> = {
  'order.confirmed': 'confirmed',
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
  'order.cancelled': 'cancelled',
  'order.expired': 'expired',
};

/** Dollars for one major unit of a currency. Amounts are not exchanged, so every other currency is left out. */
const dollarRates: Readonly<Record<string, number>> = { USD: 1 };

/** The value of an order in dollars; `undefined` when its currency has no rate. */
export const orderValueInDollars = (total: Money): number | undefined => {
  const rate = Object.hasOwn(dollarRates, total.currency) ? dollarRates[total.currency] : undefined;
  return rate === undefined ? undefined : majorUnits(total) * rate;
};

/** Seconds since the order was placed; at least 0, because the clocks of two environments can differ. */
const processingSeconds = ({ occurredAt, data: { createdAt } }: OrderEvent): number =>
  Math.max(0, Date.parse(occurredAt) - Date.parse(createdAt)) / 1_000;

/** Whether an event takes a pending order out of that status. */
const endsPending = ({ type, data }: OrderEvent): boolean => {
  if (type === 'order.cancelled') {
    return (data.previousStatus ?? (data.refundDue ? 'confirmed' : 'pending')) === 'pending';
  }
  return type === 'order.confirmed' || type === 'order.expired';
};

/** Records an event in the business metrics, all of which are counted from events. */
export const countOrderEvent = (
  metrics: Pick<MetricsRecorder, 'increment' | 'observe'>,
  event: OrderEvent,
): void => {
  if (event.type === 'order.created') {
    const { source, customerType, total } = event.data;
    metrics.increment('orders_created_total', { source, customer_type: customerType });
    const dollars = orderValueInDollars(total);
    if (dollars !== undefined) metrics.observe('order_value_dollars', {}, dollars);
    metrics.increment('order_service_pending_changes_total', { change: 'entered' });
  }
  if (endsPending(event)) metrics.increment('order_service_pending_changes_total', { change: 'left' });
  const status = reached[event.type];
  if (status) metrics.increment('order_service_orders_processed_total', { status });
  if (status === 'delivered') metrics.observe('order_processing_seconds', {}, processingSeconds(event));
};

/** The writes that count events in the transaction of their receipts. @param isBusiness whether to count an event. */
export const createCountingWrites =
  (isBusiness: (event: OrderEvent) => boolean, tallyOptions: TallyOptions) =>
  (events: readonly OrderEvent[]): WriteAction[] => {
    const tally = createTally(tallyOptions);
    for (const event of events) if (isBusiness(event)) countOrderEvent(tally, event);
    return tally.writes();
  };

/** Whether an event is of a customer: synthetic orders are none of the business. */
export const isOfBusiness =
  (syntheticCustomerId: string | undefined) =>
  ({ data }: OrderEvent): boolean =>
    data.customerId !== syntheticCustomerId;
