import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../lib/contract/service.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, businessShopper, type Shopper, shopper, stock } from '../harness/service/shopper.ts';

const sku = 'UNPAID-001';
const { unpaidOrdersLimit: limit } = defaultSettings;

export const unpaidOrders = (service: CurrentService): void => {
  describe('unpaid orders', () => {
    const firstKey = 'first-of-the-unpaid-orders';
    let ulla: Shopper;
    let first: Order;
    beforeAll(async () => {
      ulla = await shopper(service(), 'ulla');
      await stock(service(), sku, 1_000);
      first = (await ulla.order(sku, 1, { key: firstKey })).json<Order>();
      for (let n = 1; n < limit; n += 1) await ulla.placed(sku);
      // The limit is soft: orders are counted in an index.
      await indexesCaughtUp();
    });

    it('are limited: one more is ORD-007 and names the limit', async () => {
      const answer = await ulla.order(sku);
      expect(answer).toBeProblem(409, 'ORD-007');
      expect(answer.json()).toMatchObject({ error: { details: { limit } } });
    });

    it('are answered as before when they are sent again', async () => {
      const answer = await ulla.order(sku, 1, { key: firstKey });
      expect([answer.statusCode, answer.json<Order>()]).toEqual([201, first]);
    });

    it('are not limited for partners, business customers and admins', async () => {
      const partner = { items: [{ sku, quantity: 1 }], source: 'partner' };
      expect((await ulla.send('create-order', { body: partner })).statusCode).toBe(201);
      const company = await businessShopper(service(), 'ulla');
      expect((await company.order(sku)).statusCode).toBe(201);
      const admin = await shopper(service(), 'ulla', adminScope);
      expect((await admin.order(sku)).statusCode).toBe(201);
    });

    it('make room when they are paid or cancelled, under the same key as well', async () => {
      await indexesCaughtUp();
      const orders = (await ulla.send('list-orders', { query: { status: 'pending', limit: '100' } })).json<{
        items: Order[];
      }>().items;
      const key = 'refused-before-it-was-placed';
      expect(await ulla.order(sku, 1, { key })).toBeProblem(409, 'ORD-007');
      const tooMany = orders.slice(0, orders.length - limit + 1);
      for (const { id } of tooMany.slice(1)) await ulla.cancel(id);
      await ulla.pay(tooMany[0]?.id ?? '');
      await indexesCaughtUp();
      expect((await ulla.order(sku, 1, { key })).statusCode).toBe(201);
    });
  });
};
