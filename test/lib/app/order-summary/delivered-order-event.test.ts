import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MalformedEventError,
  readOrderEvent,
} from '../../../../lib/app/order-summary/delivered-order-event.ts';
import { aDeliveredEvent } from '../../../builders/a-delivered-event.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderLife } from '../../../builders/order-life.ts';

const { id: orderId } = anOrder();
const [placed] = orderLife({}, []).events;
const told = orderLife({}, ['decline', 'confirm', 'ship', 'deliver']).events;

describe('readOrderEvent', () => {
  it.each(told.map((event) => [event.type, event] as const))('reads %s', (type, event) => {
    const { head, position, event: read } = readOrderEvent(aDeliveredEvent(event, type));
    expect(read).toEqual(event);
    expect(head).toMatchObject({ eventId: event.eventId, type, correlationId: 'correlation-1' });
    expect(position).toEqual({ orderId, orderVersion: event.orderVersion, n: 1 });
  });

  it('finds the number of an event in its version', () => {
    const detail = { ...placed, orderVersion: 12, eventId: `${orderId}:12:34` };
    expect(readOrderEvent(aDeliveredEvent(detail)).position).toEqual({ orderId, orderVersion: 12, n: 34 });
  });

  it('ignores unknown fields of a known event', () => {
    const detail = { ...placed, giftWrapped: true };
    expect(readOrderEvent(aDeliveredEvent(detail)).event).toEqual(placed);
  });

  it.each([
    ['type', { type: 'order.held-back' }],
    ['schema', { schemaVersion: 2 }],
  ])('reads the head of an event of an unknown %s with any data', (_, facts) => {
    const read = readOrderEvent(aDeliveredEvent({ ...placed, data: 'secret', ...facts }));
    expect(read.event).toBeUndefined();
    expect(read.head).toMatchObject({ eventId: placed?.eventId, ...facts });
  });

  it.each([
    ['no JSON', 'hello'],
    ['no event of the bus', JSON.stringify(placed)],
    ['no object', aDeliveredEvent('hello')],
    ['without an id', aDeliveredEvent({ ...placed, eventId: undefined })],
    ['with the id of another order', aDeliveredEvent({ ...placed, eventId: 'ord_1:1:1' })],
    ['with the id of another version', aDeliveredEvent({ ...placed, eventId: `${orderId}:2:1` })],
    ['with no number', aDeliveredEvent({ ...placed, eventId: `${orderId}:1:` })],
    [
      'with a number that is written in another way',
      aDeliveredEvent({ ...placed, eventId: `${orderId}:1:01` }),
    ],
    ['numbered from zero', aDeliveredEvent({ ...placed, eventId: `${orderId}:1:0` })],
    ['of a known type, but with other data', aDeliveredEvent({ ...placed, data: { customerId: 'alice' } })],
  ])('refuses a message that is %s', (_, text) => {
    expect(() => readOrderEvent(text)).toThrow(MalformedEventError);
  });

  it('refuses any other text in the same way', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((detail) => aDeliveredEvent(detail)),
        ),
        (text) => {
          expect(() => readOrderEvent(text)).toThrow(MalformedEventError);
        },
      ),
    );
  });
});
