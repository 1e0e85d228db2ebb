import { describe, expect, it } from 'vitest';
import { summaryChange } from '../../../../lib/app/order-summary/summarize-order-event.ts';
import type { SummarizedOrder } from '../../../../lib/app/ports/order-summary-store.ts';
import type { OrderEventType } from '../../../../lib/domain/order-event.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { type LifeStep, orderLife } from '../../../builders/order-life.ts';

const { total, createdAt } = anOrder();
const nothing = { currency: 'USD', ordered: 0, paid: 0, refunded: 0 };
const orderThatIs = (status: SummarizedOrder['status'], isPaid: boolean, refunded?: number) => ({
  status,
  isPaid,
  total,
  refunded,
});

/** The last event of an order that has gone through some steps. */
const eventAfter = (...steps: LifeStep[]) => {
  const event = orderLife({}, steps).events.at(-1);
  if (!event) throw new Error('an order has an event');
  return event;
};

describe('summaryChange', () => {
  it('takes a new order in', () => {
    expect(summaryChange(undefined, eventAfter())).toEqual({
      order: orderThatIs('pending', false),
      change: {
        customerId: 'alice',
        orders: { pending: 1 },
        amounts: { ...nothing, ordered: 3_998 },
        paymentFailures: 0,
        placedAt: createdAt,
      },
    });
  });

  it.each<[OrderEventType, SummarizedOrder, LifeStep[], SummarizedOrder, object]>([
    [
      'order.confirmed',
      orderThatIs('pending', false),
      ['confirm'],
      orderThatIs('confirmed', true),
      { paid: 3_998 },
    ],
    ['order.shipped', orderThatIs('confirmed', true), ['confirm', 'ship'], orderThatIs('shipped', true), {}],
    [
      'order.delivered',
      orderThatIs('shipped', true),
      ['confirm', 'ship', 'deliver'],
      orderThatIs('delivered', true),
      {},
    ],
    ['order.cancelled', orderThatIs('pending', false), ['cancel'], orderThatIs('cancelled', false, 0), {}],
    [
      'order.cancelled',
      orderThatIs('confirmed', true),
      ['confirm', 'cancel'],
      orderThatIs('cancelled', true, 0),
      {},
    ],
    ['order.expired', orderThatIs('pending', false), ['expire'], orderThatIs('expired', false), {}],
  ])('moves an order by %s from %j', (type, before, steps, after, amounts) => {
    const event = eventAfter(...steps);
    expect(event.type).toBe(type);
    const { order, change } = summaryChange(before, event);
    expect(order).toEqual(after);
    expect(change).toEqual({
      customerId: 'alice',
      orders: { [before.status]: -1, [after.status]: 1 },
      amounts: { ...nothing, ...amounts },
      paymentFailures: 0,
    });
  });

  it('counts a declined payment, and leaves the order where it is', () => {
    const { order, change } = summaryChange(orderThatIs('pending', false), eventAfter('decline'));
    expect(order).toEqual(orderThatIs('pending', false));
    expect(change).toEqual({ customerId: 'alice', orders: {}, amounts: nothing, paymentFailures: 1 });
  });

  it.each<[string, SummarizedOrder, LifeStep[], number]>([
    ['a refund', orderThatIs('confirmed', true), ['confirm', 'refund'], 1_333],
    [
      'a refund of a cancelled order',
      orderThatIs('cancelled', true, 0),
      ['confirm', 'cancel', 'refund'],
      3_998,
    ],
    [
      'a refund that is lost',
      orderThatIs('confirmed', true, 1_333),
      ['confirm', 'refund', 'lose-refund'],
      -1_333,
    ],
    [
      'a refund that was counted with the cancellation up to November 2026 not again',
      orderThatIs('cancelled', true),
      ['confirm', 'cancel', 'refund'],
      0,
    ],
  ])('counts %s, and leaves the order where it is', (_, before, steps, refunded) => {
    const { order, change } = summaryChange(before, eventAfter(...steps));
    expect(order).toMatchObject({ status: before.status, isPaid: true });
    expect(change).toMatchObject({ orders: {}, amounts: { ...nothing, refunded } });
  });

  it.each<[LifeStep[], object]>([
    [['decline'], { ordered: 3_998 }],
    [['confirm'], { ordered: 3_998, paid: 3_998 }],
    [['confirm', 'ship'], { ordered: 3_998, paid: 3_998 }],
    [['confirm', 'cancel'], { ordered: 3_998, paid: 3_998 }],
    [['confirm', 'cancel', 'refund'], { ordered: 3_998, paid: 3_998, refunded: 3_998 }],
    [['confirm', 'refund'], { ordered: 3_998, paid: 3_998, refunded: 1_333 }],
    [['confirm', 'refund', 'lose-refund'], { ordered: 3_998, paid: 3_998 }],
    [['expire'], { ordered: 3_998 }],
  ])('takes an order in that is first heard of after %j', (steps, amounts) => {
    const { order } = orderLife({}, steps);
    const { change } = summaryChange(undefined, eventAfter(...steps));
    expect(change).toMatchObject({
      orders: { [order.status]: 1 },
      amounts: { ...nothing, ...amounts },
      placedAt: createdAt,
    });
  });
});
