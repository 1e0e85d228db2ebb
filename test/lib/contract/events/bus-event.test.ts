import { expect, it } from 'vitest';
import { toBusEvent } from '../../../../lib/contract/events/bus-event.ts';
import { type EventFact, eventsOf } from '../../../../lib/domain/order-event.ts';
import { orderShipped } from '../../../../lib/domain/order-fact.ts';
import { aCause } from '../../../builders/a-placement.ts';
import { anOrder } from '../../../builders/an-order.ts';

it('toBusEvent names the service and the type beside the whole event', () => {
  const order = anOrder({ version: 3 });
  const events = eventsOf(order, [orderShipped(order)], aCause).events.map(toBusEvent);
  expect(events).toEqual([
    {
      source: 'order-service',
      'detail-type': 'order.shipped',
      detail: {
        eventId: `${order.id}:3:1`,
        type: 'order.shipped',
        schemaVersion: 1,
        occurredAt: order.updatedAt,
        orderId: order.id,
        orderVersion: 3,
        ...aCause,
        data: { customerId: 'alice', total: { amount: 3_998, currency: 'USD' }, createdAt: order.createdAt },
      },
    },
  ]);
});

it('a fact with data of another type does not compile', () => {
  const { data } = orderShipped(anOrder());
  // @ts-expect-error a cancellation also says whether money goes back
  const fact: EventFact = { type: 'order.cancelled', data };
  expect(fact.type).toBe('order.cancelled');
});
