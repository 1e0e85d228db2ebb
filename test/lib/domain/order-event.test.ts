import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../lib/domain/order-event.ts';
import { orderCancelled, orderShipped } from '../../../lib/domain/order-fact.ts';
import { anOrder } from '../../builders/an-order.ts';

const cause = { correlationId: 'correlation-1', causationId: 'record-1' };
const order = anOrder({ version: 3, updatedAt: '2026-07-01T12:07:00.000Z' });

describe('eventsOf', () => {
  it('puts all events of a transition into one batch, numbered in order', () => {
    const batch = eventsOf(order, [orderShipped(order), orderCancelled(order, { refundDue: true })], cause);
    const envelope = {
      schemaVersion: 1,
      occurredAt: '2026-07-01T12:07:00.000Z',
      orderId: order.id,
      orderVersion: 3,
      ...cause,
    };
    expect(batch).toEqual({
      orderId: order.id,
      orderVersion: 3,
      occurredAt: '2026-07-01T12:07:00.000Z',
      events: [
        { ...envelope, eventId: `${order.id}:3:1`, ...orderShipped(order) },
        { ...envelope, eventId: `${order.id}:3:2`, ...orderCancelled(order, { refundDue: true }) },
      ],
    });
  });

  it('gives an event the same id however often it is made', () => {
    const ids = () => eventsOf(order, [orderShipped(order)], cause).events.map(({ eventId }) => eventId);
    expect(ids()).toEqual(ids());
  });

  it('gives the events of another version other ids', () => {
    const [next] = eventsOf(anOrder({ version: 4 }), [orderShipped(order)], cause).events;
    expect(next?.eventId).toBe(`${order.id}:4:1`);
  });
});
