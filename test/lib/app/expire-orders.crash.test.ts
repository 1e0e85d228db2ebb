import { describe, expect, it } from 'vitest';
import { type Scene, strikeEachCall, withOrder } from '../../harness/shop/crash.ts';
import { times } from '../../harness/shop/environment.ts';
import { faultKinds } from '../../harness/shop/faults.ts';

/** A shop with two orders whose time is up. */
const withOverdueOrders = async () => {
  const { shop, stage } = await withOrder();
  await shop.healthy.place('place-2');
  shop.advance(times.paymentWindowMs);
  return { shop, stage };
};

const expiring: Scene<string> = {
  shop: withOverdueOrders,
  act: ({ expire }) => expire(),
  check: async (shop, id) => {
    expect((await shop.orderOf(id)).status).toBe('expired');
    expect(await shop.available()).toBe(25);
    expect(shop.told.changed.length).toBeLessThanOrEqual(2);
  },
};

describe('expireOrders, when one of its calls goes wrong', () => {
  it.each(faultKinds)('and %s, gives every unit back once in the end', async (kind) => {
    expect(await strikeEachCall(expiring, kind)).toBeGreaterThanOrEqual(7);
  });
});
