import { describe, expect, it } from 'vitest';
import { fromEventItem, toEventItem } from '../../../../lib/adapters/dynamodb/event-item.ts';
import { eventsOf, type OrderEvent, orderEventTypes } from '../../../../lib/domain/order-event.ts';
import { orderCreated, orderExpired } from '../../../../lib/domain/order-fact.ts';
import { deliveredExample } from '../../../../tools/generate/events/examples.ts';
import { aCause } from '../../../builders/a-placement.ts';
import { anOrder } from '../../../builders/an-order.ts';

const order = anOrder();
const batch = eventsOf(order, [orderCreated(order), orderExpired(order)], aCause);
const [first, second] = batch.events;
const item = toEventItem(batch);
const key = `item ORDER#${order.id} EVENT#0000000001 is malformed: `;

describe('fromEventItem', () => {
  it('returns the event as written', () => {
    expect(fromEventItem(item)).toEqual(batch);
  });

  it.each(orderEventTypes)('reads %s, as every published type', (type) => {
    const { orderId, orderVersion, occurredAt, ...rest } = deliveredExample(type).detail as OrderEvent;
    const events = [{ orderId, orderVersion, occurredAt, ...rest } as OrderEvent];
    const stored = { orderId, orderVersion, occurredAt, events };
    expect(fromEventItem(toEventItem(stored))).toEqual(stored);
  });

  it('keeps the fields of a newer version that the schema does not have', () => {
    const events = [first, { ...second, data: { ...second?.data, reminded: true } }];
    expect(fromEventItem({ ...item, events })).toEqual({ ...batch, events });
  });

  it.each([
    ['a type that is not published', { ...first, type: 'order.lost' }, 'events.0.type'],
    ['data of another type', { ...first, data: second?.data }, 'events.0.data.items'],
    ['no version of its schema', { ...first, schemaVersion: undefined }, 'events.0.schemaVersion'],
    ['the id of another event', { ...first, eventId: `${order.id}:1:2` }, 'events.0.eventId'],
    ['the id of another version', { ...first, eventId: `${order.id}:2:1` }, 'events.0.eventId'],
  ])('refuses an event with %s, and names the item', (_, event, path) => {
    expect(() => fromEventItem({ ...item, events: [event, second] })).toThrow(`${key}${path}: `);
  });

  it('refuses an item without events', () => {
    expect(() => fromEventItem({ ...item, events: [] })).toThrow(`${key}events: `);
  });
});
