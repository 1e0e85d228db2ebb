import { describe, expect, it } from 'vitest';
import {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderExpired,
  orderShipped,
  paymentDeclined,
} from '../../../lib/domain/order-fact.ts';
import { anOrder } from '../../builders/an-order.ts';

/** An order with more in it than anybody outside is to know. */
const order = anOrder({ payment: { attempt: 1, state: 'paid' }, revision: 8, internal: 'secret' } as never);
const { customerId, total, createdAt, expiresAt, lines } = anOrder();
const facts = { customerId, total, createdAt };
const decline = { reason: 'lost_card', attempt: 2 };

describe('facts about an order', () => {
  it.each([
    [
      orderCreated(order),
      'order.created',
      { ...facts, items: lines, source: 'web', customerType: 'standard', payableUntil: expiresAt },
    ],
    [orderConfirmed(order), 'order.confirmed', { ...facts, items: lines }],
    [
      paymentDeclined(order, decline),
      'order.payment-failed',
      { ...facts, ...decline, payableUntil: expiresAt },
    ],
    [orderShipped(order), 'order.shipped', facts],
    [orderDelivered(order), 'order.delivered', facts],
    [orderCancelled(order, { refundDue: true }), 'order.cancelled', { ...facts, refundDue: true }],
    [orderCancelled(order, { refundDue: false }), 'order.cancelled', { ...facts, refundDue: false }],
    [orderExpired(order), 'order.expired', facts],
  ])('contain exactly the fields of the event: %o', (fact, type, data) => {
    expect(fact).toEqual({ type, data });
  });

  it('contain only the sold facts of a line', () => {
    const [line] = lines;
    const item = { ...line, cost: 3, unitPrice: { ...line?.unitPrice, margin: 7 } };
    const { data } = orderCreated(anOrder({ lines: [item] } as never));
    expect(data.items).toEqual(lines);
  });
});
