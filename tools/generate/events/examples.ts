import { createHash } from 'node:crypto';
import { toBusEvent } from '../../../lib/contract/events/bus-event.ts';
import { orderEventSchema } from '../../../lib/contract/events/order-event-schemas.ts';
import type { ScheduleId } from '../../../lib/contract/service.ts';
import { type Order, placeOrder } from '../../../lib/domain/order.ts';
import {
  type EventCause,
  type EventFact,
  eventsOf,
  type OrderEventType,
} from '../../../lib/domain/order-event.ts';
import {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderExpired,
  orderShipped,
  paymentDeclined,
  refundFailed,
  refundSucceeded,
} from '../../../lib/domain/order-fact.ts';
import { claimRefund, moveRefund } from '../../../lib/domain/order-refunds.ts';
import {
  announceOrder,
  beginPayment,
  confirmPayment,
  expireOrder,
  failPayment,
  transitionOrder,
} from '../../../lib/domain/order-transition.ts';
import { beginAttempt } from '../../../lib/domain/payment-attempt.ts';
import { type RefundState, transitionRefund } from '../../../lib/domain/refund.ts';

const price = (amount: number) => ({ amount, currency: 'USD' }) as const;
const at = (minute: number) => new Date(Date.UTC(2026, 6, 1, 12, minute)).toISOString();

const possible = (order: Order | undefined): Order => {
  if (!order) throw new Error('an example contains a transition that the lifecycle does not allow');
  return order;
};

// One order for each way to end, since an order ends once.
const orderNumbered = (n: number) =>
  placeOrder({
    id: `ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A${n}`,
    customerId: 'alice',
    lines: [
      { sku: 'TEA-001', name: 'Assam, 100 g', quantity: 2, unitPrice: price(1_999) },
      { sku: 'MUG-001', name: 'Mug, 300 ml', quantity: 1, unitPrice: price(1_250) },
    ],
    source: 'web',
    customerType: 'standard',
    now: at(0),
    expiresAt: at(15),
  });

const complete = orderNumbered(5);
const declined = failPayment(possible(beginPayment(complete, at(1))), at(1));
const confirmed = possible(confirmPayment(possible(beginPayment(declined, at(2))), at(2)));
const shipped = possible(transitionOrder(confirmed, 'ship', at(90)));
const delivered = possible(transitionOrder(shipped, 'deliver', at(3_000)));
const paid = possible(confirmPayment(possible(beginPayment(orderNumbered(6), at(2))), at(2)));
const cancelled = possible(transitionOrder(paid, 'cancel', at(4)));
const expired = possible(expireOrder(orderNumbered(7), at(15)));

/** The order of all examples, by what has become of it; one order for each way to end. */
export const exampleOrders = { placed: complete, confirmed, shipped, delivered, cancelled } as const;

const lease = { leaseOwner: 'refund-order', leaseUntil: at(3_101) };

/** A part of the money of the delivered order goes back, or does not. */
const refunded = (command: 'succeed' | 'fail', to: RefundState) => {
  const attempt = beginAttempt({
    orderId: delivered.id,
    number: 2,
    paymentMethod: 'pm_card_visa',
    amount: delivered.total,
    ...lease,
    now: at(2),
  });
  const part = price(1_250);
  const claim = claimRefund(
    delivered,
    { ...attempt, intentId: 'pi_1' },
    { amount: part, ...lease, now: at(3_100) },
  );
  const order = moveRefund(announceOrder(claim.order, at(3_101)), part, { from: 'due', to });
  return { order, refund: transitionRefund(claim.refund, command, at(3_101)) };
};
const given = refunded('succeed', 'succeeded');
const lost = refunded('fail', 'failed');

const byCommand: EventCause = {
  correlationId: 'checkout-48151623',
  causationId: createHash('sha256').update('alice, her command, its key').digest('hex'),
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};
const byWarehouse: EventCause = { correlationId: 'warehouse-42', causationId: 'warehouse-42' };
const bySchedule: EventCause = {
  correlationId: '2f1c7b8e-5a64-4f0e-9d7b-6f0e3c1d2a90',
  causationId: 'expire-orders' satisfies ScheduleId,
};

const examples: { readonly [T in OrderEventType]: readonly [Order, EventFact<T>, EventCause] } = {
  'order.created': [complete, orderCreated(complete), byCommand],
  'order.confirmed': [confirmed, orderConfirmed(confirmed), byCommand],
  'order.payment-failed': [
    declined,
    paymentDeclined(declined, { reason: 'insufficient_funds', attempt: 1 }),
    byCommand,
  ],
  'order.shipped': [shipped, orderShipped(shipped), byWarehouse],
  'order.delivered': [delivered, orderDelivered(delivered), byWarehouse],
  'order.cancelled': [
    cancelled,
    orderCancelled(cancelled, { refundDue: true, previousStatus: paid.status }),
    byCommand,
  ],
  'order.expired': [expired, orderExpired(expired), bySchedule],
  'order.refund-succeeded': [given.order, refundSucceeded(given.order, given.refund), byCommand],
  'order.refund-failed': [
    lost.order,
    refundFailed(lost.order, lost.refund, 'expired_or_canceled_card'),
    byCommand,
  ],
};

/**
 * An event of a type as EventBridge delivers it.
 * @throws {z.ZodError} when the example does not fit the published schema.
 */
export const deliveredExample = (type: OrderEventType) => {
  const [order, fact, cause] = examples[type];
  const [event] = eventsOf(order, [fact], cause).events;
  const { source, detail } = toBusEvent(orderEventSchema.parse(event));
  return {
    version: '0',
    id: '7bf73129-1428-4cd3-a780-95db273d1602',
    'detail-type': type,
    source,
    account: '123456789012',
    time: detail.occurredAt.replace('.000', ''),
    region: 'eu-west-1',
    resources: [],
    detail,
  };
};
