import { describe, expect, it } from 'vitest';
import { aProduct } from '../../builders/a-product.ts';
import { watchOffers } from '../../harness/shop/offers.ts';
import { type Racer, runRace } from '../../harness/shop/race.ts';
import { createShop, type Shop } from '../../harness/shop/shop.ts';
import { volume } from '../../harness/volume.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' as const });
const one = { items: [{ sku: 'TEA-001', quantity: 1 }] };

const buy =
  (n: number): Racer =>
  (environment) =>
    environment.place(`buy-${n}`, one);
const buyers = (count: number): Racer[] => Array.from({ length: count }, (_, n) => buy(n));
const cancelPlaced: Racer = (environment, id) => environment.cancel(id, 'cancel');
const price =
  (amount: number): Racer =>
  (environment) =>
    environment.put({ unitPrice: usd(amount), name: `Tea at ${amount}` });
const reshard =
  (...counts: readonly number[]): Racer =>
  async (environment) => {
    for (const count of counts) await environment.reshard(count);
  };
const adminReshards =
  (stockShards: number): Racer =>
  (environment) =>
    environment.put({ stockShards });
const move =
  (quantity: number): Racer =>
  (environment) =>
    environment.move(`move-${quantity}`, quantity, 'correction');
const discontinue: Racer = (environment) => environment.put({ discontinued: true });

const placedBy = (answers: readonly PromiseSettledResult<unknown>[], buyerCount: number) => {
  const outcomes = answers.slice(0, buyerCount);
  return {
    sold: outcomes.filter(({ status }) => status === 'fulfilled').length,
    codes: new Set(outcomes.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))),
  };
};

/** A shop with so many units, and an order of two more. Its catalogue and its sales are watched. */
const withUnits = (available: number, stockShards: number) => async () => {
  const product = aProduct({ available: available + 2, stockShards });
  const shop = await createShop(product);
  const { order } = await shop.healthy.place('before');
  const offers = watchOffers();
  offers.note(product);
  const watched = { store: offers.store(shop.orders), products: offers.products(shop.products) };
  const environment: Shop['environment'] = (intercept) => shop.environment(intercept, watched);
  return { shop: { ...shop, environment, offers }, stage: order.id };
};

const unitsOf = async (shop: Shop) => (await shop.available()) ?? 0;

describe('A sale', () => {
  it('sells the available units at valid prices while admins change the product', async () => {
    await runRace({
      shop: withUnits(3, 2),
      racers: [...buyers(5), price(100), price(200), reshard(4, 1), adminReshards(3), cancelPlaced],
      numRuns: volume({ inCi: 200, usual: 60 }),
      check: async (shop, _, answers) => {
        const { sold, codes } = placedBy(answers, 5);
        // The two units of the cancelled order may come too late for the buyers.
        expect(sold).toBeGreaterThanOrEqual(3);
        expect(sold + (await unitsOf(shop))).toBe(5);
        expect([...codes].filter((code) => code !== 'ORD-004')).toEqual([]);
        shop.offers.audit();
      },
    });
  });

  it('is refused by no stock item that is only being moved', async () => {
    await runRace({
      shop: withUnits(6, 3),
      racers: [...buyers(6), reshard(1, 5, 2), price(100)],
      check: async (shop, _, answers) => {
        expect(placedBy(answers, 6)).toEqual({ sold: 6, codes: new Set() });
        expect(await unitsOf(shop)).toBe(0);
      },
    });
  });

  it('goes with movements of stock, of which each is whole', async () => {
    await runRace({
      shop: withUnits(4, 2),
      racers: [...buyers(4), move(3), move(-2), move(-4), reshard(3, 1)],
      check: async (shop, _, answers) => {
        const { sold } = placedBy(answers, 4);
        const moved = [3, -2, -4].filter((_quantity, n) => answers[4 + n]?.status === 'fulfilled');
        const sum = moved.reduce((total, quantity) => total + quantity, 0);
        expect(sold + (await unitsOf(shop))).toBe(4 + sum);
      },
    });
  });

  it('ends when the product is discontinued, and for good', async () => {
    await runRace({
      shop: withUnits(5, 2),
      racers: [...buyers(3), discontinue, price(100)],
      check: async (shop, _, answers) => {
        const { codes } = placedBy(answers, 3);
        expect([...codes].filter((code) => code !== 'PRD-001')).toEqual([]);
        shop.offers.audit();
        await expect(shop.healthy.place('late', one)).rejects.toMatchObject({ code: 'PRD-001', status: 422 });
      },
    });
  });

  it('moves stock once when one key asks for it many times at the same time', async () => {
    await runRace({
      shop: withUnits(5, 2),
      racers: [move(3), move(3), move(3), reshard(4)],
      check: async (shop, _, answers) => {
        const bodies = answers.slice(0, 3).map((answer) => answer.status === 'fulfilled' && answer.value);
        expect(new Set(bodies.map((answer) => answer && (answer as { body: string }).body)).size).toBe(1);
        expect(await unitsOf(shop)).toBe(8);
      },
    });
  });
});
