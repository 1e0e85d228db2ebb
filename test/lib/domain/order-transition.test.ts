import { describe, expect, it } from 'vitest';
import type { Order } from '../../../lib/domain/order.ts';
import {
  nextStatus,
  orderCommands,
  orderStatuses,
  orderTransitions,
} from '../../../lib/domain/order-status.ts';
import {
  abandonPayment,
  beginPayment,
  confirmPayment,
  expireOrder,
  failPayment,
  mayExpire,
  transitionOrder,
} from '../../../lib/domain/order-transition.ts';
import { anOrder } from '../../builders/an-order.ts';

const now = '2026-07-01T12:05:00.000Z';
const justBefore = '2026-07-01T12:14:59.999Z';
const { expiresAt } = anOrder();

const paying = (facts: Partial<Order> = {}) =>
  anOrder({ payment: { attempt: 2, state: 'unknown' }, ...facts });
const failed = () => anOrder({ payment: { attempt: 2, state: 'failed' } });
const paid = () => anOrder({ payment: { attempt: 2, state: 'paid' }, status: 'confirmed' });

describe('transitionOrder', () => {
  it.each(orderStatuses.flatMap((status) => orderCommands.map((command) => [command, status] as const)))(
    'takes the command %s for %s by the lifecycle, and counts it',
    (command, status) => {
      const order = anOrder({ status, version: 4, revision: 9 });
      const to = nextStatus(status, command);
      const expected = to && { ...order, status: to, version: 5, revision: 10, updatedAt: now };
      expect(transitionOrder(order, command, now)).toEqual(expected);
    },
  );

  it('changes nothing of the order that it is given', () => {
    const order = Object.freeze(anOrder());
    transitionOrder(order, 'cancel', now);
    expect(order).toEqual(anOrder());
  });
});

describe('beginPayment', () => {
  it('marks the order and keeps its version', () => {
    expect(beginPayment(anOrder(), now)).toEqual(
      anOrder({ payment: { attempt: 1, state: 'unknown' }, revision: 2, updatedAt: now }),
    );
  });

  it('counts the tries', () => {
    expect(beginPayment(failed(), now)?.payment).toEqual({ attempt: 3, state: 'unknown' });
  });

  it('begins until the order’s time is up, and not from then on', () => {
    expect(beginPayment(anOrder(), justBefore)).toBeDefined();
    expect(beginPayment(anOrder(), expiresAt)).toBeUndefined();
  });

  it.each([
    ['the last try is not settled', paying()],
    ['it is paid', paid()],
    ...orderStatuses
      .filter((status) => status !== 'pending')
      .map((status) => [`it is ${status}`, anOrder({ status })] as const),
  ] as const)('does not begin when %s', (_, order) => {
    expect(beginPayment(order, now)).toBeUndefined();
  });
});

describe('confirmPayment', () => {
  it('confirms the order, which is paid', () => {
    expect(confirmPayment(paying(), now)).toEqual(
      anOrder({
        status: 'confirmed',
        payment: { attempt: 2, state: 'paid' },
        version: 2,
        revision: 2,
        updatedAt: now,
      }),
    );
  });

  it('confirms it though its time is up', () => {
    expect(confirmPayment(paying(), expiresAt)?.status).toBe('confirmed');
  });

  it.each(orderStatuses.filter((status) => !('confirm' in orderTransitions[status])))(
    'does not confirm an order that is %s',
    (status) => {
      expect(confirmPayment(paying({ status }), now)).toBeUndefined();
    },
  );
});

describe('failPayment', () => {
  it('allows another payment and increments the version', () => {
    const order = failPayment(paying(), now);
    expect(order).toEqual({ ...failed(), version: 2, revision: 2, updatedAt: now });
    expect(beginPayment(order, now)).toBeDefined();
  });
});

describe('abandonPayment', () => {
  it('allows another payment and keeps the version', () => {
    expect(abandonPayment(paying(), now)).toEqual({ ...failed(), version: 1, revision: 2, updatedAt: now });
  });
});

describe('expireOrder', () => {
  it('ends an order from the moment at which its time is up', () => {
    expect(expireOrder(anOrder(), justBefore)).toBeUndefined();
    expect(expireOrder(anOrder(), expiresAt)).toMatchObject({ status: 'expired', version: 2 });
  });

  it('leaves no moment in which an order can neither be paid nor expire, nor both', () => {
    for (const at of [anOrder().createdAt, justBefore, expiresAt, '2026-07-02T00:00:00.000Z']) {
      const isPayable = beginPayment(anOrder(), at) !== undefined;
      expect(expireOrder(anOrder(), at) !== undefined).toBe(!isPayable);
    }
  });

  it.each([
    ['it is being paid', paying()],
    ['it is paid', paid()],
    ['it is shipped', anOrder({ status: 'shipped' })],
    ['it has expired', anOrder({ status: 'expired' })],
  ])('leaves an order alone when %s', (_, order) => {
    expect(mayExpire(order)).toBe(false);
    expect(expireOrder(order, expiresAt)).toBeUndefined();
  });

  it('ends an order whose payment failed', () => {
    expect(mayExpire(failed())).toBe(true);
    expect(expireOrder(failed(), expiresAt)?.status).toBe('expired');
  });
});
