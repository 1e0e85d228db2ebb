import { beforeAll, describe, expect, it } from 'vitest';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import { balanceOf } from '../harness/service/balance.ts';
import type { Answer, CurrentService } from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper, stock, unitsLeft } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** How many answers there are of each kind: its status and the error's code. */
const tally = (answers: readonly Answer[]): Record<string, number> => {
  const kinds = answers.map((answer) => {
    const problem = errorEnvelopeSchema.safeParse(answer.json());
    return problem.success ? `${answer.statusCode} ${problem.data.error.code}` : `${answer.statusCode}`;
  });
  return Object.fromEntries(
    [...Map.groupBy(kinds, (kind) => kind)].map(([kind, { length }]) => [kind, length]),
  );
};

/** Four buyers per unit. */
const units = volume({ inCi: 50, usual: 15 });
const buyerCount = 4 * units;

export const concurrency = (service: CurrentService): void => {
  describe('many at once', () => {
    let buyers: readonly Shopper[];
    let carol: Shopper;
    let admin: Shopper;
    beforeAll(async () => {
      buyers = await Promise.all(times(buyerCount, (index) => shopper(service(), `buyer-${index}`)));
      carol = await shopper(service(), 'carol');
      admin = await shopper(service(), 'admin', adminScope);
    });

    describe.each([
      ['on one stock item', 'RARE-001', 1],
      ['spread over 4 stock items', 'RARE-004', 4],
    ])(`when ${buyerCount} buyers want ${units} units %s`, (_, sku, stockShards) => {
      it(`sells exactly ${units} and refuses the others for want of stock`, async () => {
        await stock(service(), sku, units, { stockShards });
        const answers = await Promise.all(buyers.map(({ order }) => order(sku)));
        expect(tally(answers)).toEqual({ 201: units, '409 ORD-004': buyerCount - units });
        expect(await unitsLeft(service(), sku)).toBe(0);
        const bought = answers
          .filter(({ statusCode }) => statusCode === 201)
          .map((answer) => answer.json<Order>());
        expect(new Set(bought.map(({ id }) => id)).size).toBe(units);
      });
    });

    it('keeps every unit when a product gets fewer stock items', async () => {
      const path = { sku: 'FEWER-001' };
      await stock(service(), path.sku, units, { stockShards: 4 });
      const body = { name: 'Product', unitPrice: { amount: 1_000, currency: 'USD' }, stockShards: 1 };
      expect((await admin.send('put-product', { path, body })).statusCode).toBe(200);
      expect(await unitsLeft(service(), path.sku)).toBe(units);
    });

    describe(`when ${buyerCount} buyers want ${units} units that are re-priced 15 times meanwhile`, () => {
      it(`sells exactly ${units}, each at a price that it had`, async () => {
        const sku = 'MOVING-001';
        const prices = times(15, (n) => 1_001 + n);
        await stock(service(), sku, units);
        const reprice = async (amount: number) => {
          const body = { unitPrice: { amount, currency: 'USD' } };
          const answer = await admin.send('put-product', { path: { sku }, body });
          // The orders may keep it from being stored: it changes nothing then.
          if (answer.statusCode === 503) return reprice(amount);
          expect(answer.statusCode).toBe(200);
        };
        const sale = Promise.all(buyers.map(({ order }) => order(sku)));
        for (const amount of prices) await reprice(amount);
        const answers = await sale;
        expect(tally(answers)).toEqual({ 201: units, '409 ORD-004': buyerCount - units });
        expect(await unitsLeft(service(), sku)).toBe(0);
        for (const answer of answers.filter(({ statusCode }) => statusCode === 201)) {
          expect([1_000, ...prices]).toContain(answer.json<Order>().total.amount);
        }
      });
    });

    describe('when one order is posted 50 times with one key', () => {
      it('is placed once; each other request gets the same answer or IDM-003', async () => {
        await stock(service(), 'ONCE-001', 100);
        const answers = await Promise.all(
          times(50, () => carol.order('ONCE-001', 2, { key: 'fifty-times-the-same-1' })),
        );
        const firsts = answers.filter(
          (answer) => answer.statusCode === 201 && !answer.headers['idempotent-replayed'],
        );
        expect(firsts).toHaveLength(1);
        for (const answer of answers) {
          if (answer.statusCode === 409) expect(answer).toBeProblem(409, 'IDM-003');
          else expect([answer.statusCode, answer.body]).toEqual([201, firsts[0]?.body]);
        }
        expect(await unitsLeft(service(), 'ONCE-001')).toBe(98);
      });
    });

    describe('when one order is paid 10 times with different keys', () => {
      it('takes the money once', async () => {
        await stock(service(), 'PAID-001', 100);
        const { id, total } = await carol.placed('PAID-001');
        const answers = await Promise.all(times(10, () => carol.pay(id)));
        const paid = answers.filter(({ statusCode }) => statusCode === 200);
        expect(paid.length).toBeGreaterThan(0);
        for (const answer of answers) {
          // A request during another payment gets no outcome of it.
          if (![200, 202].includes(answer.statusCode)) expect(answer).toBeProblem(409, 'ORD-003');
        }
        expect(balanceOf(await service().ledger(), id)).toEqual({ charged: [total.amount], refunded: [] });
      });
    });

    describe('when orders are cancelled and shipped at the same time', () => {
      it('cancels or ships each, and refunds the cancelled ones', async () => {
        await stock(service(), 'RACE-001', 100);
        const orders = await Promise.all(times(12, () => carol.placed('RACE-001')));
        await Promise.all(orders.map(({ id }) => carol.pay(id)));

        const races = await Promise.all(
          orders.map(async ({ id }, index) => {
            const cancel = () => carol.cancel(id);
            const ship = () => admin.ship(id);
            // Whichever is sent first has a head start.
            const [first, second] = index % 2 === 0 ? [cancel, ship] : [ship, cancel];
            return Promise.all([first(), second()]);
          }),
        );
        for (const answers of races) {
          expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
          expect(answers.find(({ statusCode }) => statusCode === 409)).toBeProblem(409, 'ORD-003');
        }

        const after = await Promise.all(orders.map(({ id }) => carol.look(id)));
        const cancelled = after.filter(({ status }) => status === 'cancelled');
        const shipped = after.filter(({ status }) => status === 'shipped');
        expect(cancelled.length + shipped.length).toBe(12);
        expect(await unitsLeft(service(), 'RACE-001')).toBe(100 - shipped.length);
        const ledger = await service().ledger();
        for (const { id, status, total } of after) {
          expect(balanceOf(ledger, id)).toEqual({
            charged: [total.amount],
            refunded: status === 'cancelled' ? [total.amount] : [],
          });
        }
      });
    });

    it('leaves a ledger that agrees with the orders', async () => {
      const ledger = await service().ledger();
      const inLedger = new Set(ledger.map(({ orderId }) => orderId ?? ''));
      await indexesCaughtUp();
      const { items } = (await carol.send('list-orders', { query: { limit: '100' } })).json<{
        items: Order[];
      }>();
      // Only carol has paid.
      expect(items.filter(({ id }) => inLedger.has(id))).toHaveLength(inLedger.size);
      for (const { id, status, total } of items) {
        const { charged, refunded } = balanceOf(ledger, id);
        const kept = [...charged, ...refunded.map((amount) => -amount)].reduce(
          (sum, amount) => sum + amount,
          0,
        );
        expect(kept).toBe(['confirmed', 'shipped'].includes(status) ? total.amount : 0);
      }
    });
  });
};
