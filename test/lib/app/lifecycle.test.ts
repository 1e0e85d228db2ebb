import { describe, expect, it } from 'vitest';
import {
  type OrderCommand,
  type OrderStatus,
  orderStatuses,
  targetStatus,
} from '../../../lib/domain/order-status.ts';
import { presentOrder } from '../../../lib/presenters/present-order.ts';
import { audit } from '../../harness/shop/audit.ts';
import { times } from '../../harness/shop/environment.ts';
import { createShop, type Shop } from '../../harness/shop/shop.ts';

const steps = {
  confirm: ({ healthy }, id) => healthy.pay(id, 'confirm'),
  ship: ({ healthy }, id) => healthy.ship(id),
  deliver: ({ healthy }, id) => healthy.deliver(id),
  cancel: ({ healthy }, id) => healthy.cancel(id, 'cancel'),
  expire: (shop) => {
    shop.advance(times.paymentWindowMs);
    return shop.healthy.expire();
  },
} satisfies Record<OrderCommand, (shop: Shop, id: string) => Promise<unknown>>;

const pathTo: Record<OrderStatus, readonly OrderCommand[]> = {
  pending: [],
  confirmed: ['confirm'],
  shipped: ['confirm', 'ship'],
  delivered: ['confirm', 'ship', 'deliver'],
  cancelled: ['cancel'],
  expired: ['expire'],
};

/** As the issue has it, written down once more on purpose. */
const allowed: Record<OrderStatus, readonly string[]> = {
  pending: ['confirm', 'cancel'],
  confirmed: ['ship', 'cancel'],
  shipped: ['deliver'],
  delivered: [],
  cancelled: [],
  expired: [],
};

const requests = ['confirm', 'ship', 'deliver', 'cancel'] as const;

/** A payment is not among them: one with another key would be a second payment. */
const repeatable: readonly string[] = ['ship', 'deliver', 'cancel'];

/** A request with a key of its own, so that nothing is replayed. */
const askAgain = (
  { healthy }: Shop,
  id: string,
): Record<(typeof requests)[number], () => Promise<unknown>> => ({
  confirm: () => healthy.pay(id, 'another key'),
  cancel: () => healthy.cancel(id, 'another key'),
  ship: () => healthy.ship(id),
  deliver: () => healthy.deliver(id),
});

const isRepeated = (status: OrderStatus, step: (typeof requests)[number]) =>
  targetStatus[step] === status && repeatable.includes(step);

describe.each(orderStatuses)('an order that is %s', (status) => {
  const open = async () => {
    const shop = await createShop();
    const { id } = (await shop.healthy.place('place')).order;
    for (const step of pathTo[status]) await steps[step](shop, id);
    expect((await shop.orderOf(id)).status).toBe(status);
    // Keys are the customer's; each request here has one of its own.
    return { shop, id };
  };

  it.each(requests.filter((step) => allowed[status].includes(step)))('takes the step %s', async (step) => {
    const { shop, id } = await open();
    await steps[step](shop, id);
    expect((await shop.orderOf(id)).status).toBe(targetStatus[step]);
    await audit(shop);
  });

  it.each(requests.filter((step) => isRepeated(status, step)))(
    'accepts the step %s again after a lost answer, and stays as it is',
    async (step) => {
      const { shop, id } = await open();
      const before = await shop.orderOf(id);
      const events = await shop.eventsOf(id);
      shop.advance(1_000);
      await askAgain(shop, id)[step]();
      expect(presentOrder(await shop.orderOf(id))).toEqual(presentOrder(before));
      expect(await shop.eventsOf(id)).toEqual(events);
      await audit(shop);
    },
  );

  it.each(requests.filter((step) => !allowed[status].includes(step) && !isRepeated(status, step)))(
    'refuses the step %s as ORD-003 from its status, and stays as it is',
    async (step) => {
      const { shop, id } = await open();
      const before = await shop.orderOf(id);
      await expect(askAgain(shop, id)[step]()).rejects.toMatchObject({
        code: 'ORD-003',
        status: 409,
        details: { from: status, to: targetStatus[step] },
      });
      expect(await shop.orderOf(id)).toEqual(before);
      await audit(shop);
    },
  );
});

describe('an order’s way from shop to door', () => {
  it('counts its versions and publishes one event for each, in order', async () => {
    const shop = await createShop();
    const { id } = (await shop.healthy.place('place')).order;
    for (const step of pathTo.delivered) {
      shop.advance(1_000);
      await steps[step](shop, id);
    }
    expect(await shop.orderOf(id)).toMatchObject({ version: 4, updatedAt: '2026-07-01T12:00:03.000Z' });
    expect(await shop.eventsOf(id)).toEqual([
      'order.created',
      'order.confirmed',
      'order.shipped',
      'order.delivered',
    ]);
    expect(shop.told.changed.map(({ status }) => status)).toEqual(['confirmed', 'shipped', 'delivered']);
    await audit(shop);
  });
});
