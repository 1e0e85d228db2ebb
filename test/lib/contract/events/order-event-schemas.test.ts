import { describe, expect, it } from 'vitest';
import { orderEventSchema, orderEventSchemas } from '../../../../lib/contract/events/order-event-schemas.ts';
import { orderEventTypes } from '../../../../lib/domain/order-event.ts';
import { toldEvents } from '../../../harness/told-events.ts';

const orders = await toldEvents();
const events = orders.flatMap(({ batches }) => batches.flatMap((batch) => batch.events));

describe('the events that the use cases write', () => {
  it('are of every published type, and of no other', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(orderEventTypes));
    expect(orderEventSchemas.map(({ shape }) => shape.type.value)).toEqual(orderEventTypes);
  });

  it.each(events)('fit their schema and have no field beyond it: $type $eventId', (event) => {
    // What a schema does not know is dropped, and would be missing here.
    expect(orderEventSchema.parse(event)).toEqual(event);
  });

  it('have the versions 1 to n of their order, and ids that follow from them', () => {
    for (const { order, batches } of orders) {
      expect(batches.map(({ orderVersion }) => orderVersion)).toEqual(batches.map((_, index) => index + 1));
      for (const { orderVersion, events: told } of batches) {
        expect(told.map(({ eventId }) => eventId)).toEqual(
          told.map((_, index) => `${order.id}:${orderVersion}:${index + 1}`),
        );
      }
    }
  });

  it('name their cause: a request, its command or a schedule', () => {
    for (const { correlationId } of events) expect(correlationId).toBe('correlation-1');
    const causes = Object.groupBy(events, ({ type }) => type);
    const causesOf = (type: keyof typeof causes) => causes[type]?.map(({ causationId }) => causationId);
    expect(causesOf('order.created')).toEqual([0, 1, 2, 3, 4, 5].map((n) => `place ${n}`));
    expect(causesOf('order.confirmed')).toEqual([
      'paid',
      'paid before it is cancelled',
      'its refund fails',
      'reconcile-payments',
    ]);
    expect(causesOf('order.cancelled')).toEqual(['cancel pending', 'cancel confirmed']);
    expect(causesOf('order.refund-succeeded')).toEqual(['cancel confirmed']);
    expect(causesOf('order.refund-failed')).toEqual(['refund']);
    expect(causesOf('order.shipped')).toEqual(['correlation-1']);
    expect(causesOf('order.expired')).toEqual(['expire-orders']);
  });

  it('have the same facts about an order as its JSON', () => {
    for (const { order, batches } of orders) {
      const { id, customerId, items, total, source, customerType, createdAt } = order;
      const [created, ...later] = batches.flatMap((batch) => batch.events);
      expect(created).toMatchObject({
        orderId: id,
        data: { customerId, items, total, source, customerType, createdAt },
      });
      for (const { data } of later) expect(data).toMatchObject({ customerId, total, createdAt });
      for (const event of later)
        if (event.type === 'order.confirmed') expect(event.data.items).toEqual(items);
    }
  });

  it('state which payment attempt was declined and whether a cancellation refunds', () => {
    const data = (type: string) => events.filter((event) => event.type === type).map((event) => event.data);
    expect(data('order.payment-failed')).toMatchObject([
      { attempt: 1, payableUntil: '2026-07-01T12:15:00.000Z' },
    ]);
    expect(data('order.cancelled')).toMatchObject([{ refundDue: false }, { refundDue: true }]);
  });
});

describe('orderEventSchema', () => {
  const [event] = events;

  it.each(Object.keys({ ...event }))('requires %s', (field) => {
    const { [field]: _, ...others }: Readonly<Record<string, unknown>> = { ...event };
    expect(orderEventSchema.safeParse(others).error?.issues).toMatchObject([{ path: [field] }]);
  });

  it('takes fields that a later version adds', () => {
    const later = { ...event, traceId: '1', data: { ...event?.data, giftWrapped: true } };
    expect(orderEventSchema.safeParse(later).success).toBe(true);
  });
});
