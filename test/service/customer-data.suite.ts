import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../client/src/order-service-client.ts';
import { customerSummarySchema } from '../../lib/contract/schemas/customer-summary-schema.ts';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';
import { type EventWatch, watchEvents } from '../harness/service/event-watch.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper, stock } from '../harness/service/shopper.ts';

export const customerData = (service: CurrentService): void => {
  describe('npm run customers', () => {
    const sku = 'FORGET-001';
    let admin: Shopper;
    let watch: EventWatch;
    beforeAll(async () => {
      watch = await watchEvents(service());
      admin = await shopper(service(), 'ada', adminScope);
      await stock(service(), sku, 100);
    });
    afterAll(() => watch.close());

    const run = (...args: string[]) =>
      runInThread('operator/customers.ts', [...args, '--url', service().url]);
    const isSettled = async () => (await watch.stuck()).length === 0;

    /** How many events of an order are on the bus, repetitions included. */
    const publications = async (orderId: string): Promise<number> => {
      const answer = await service().request('/local/events?limit=50000');
      const { items } = answer.json<{ items: { detail: { orderId?: string } }[] }>();
      return items.filter(({ detail }) => detail.orderId === orderId).length;
    };

    it('exports a customer, refuses the erasure with an open order, and erases the customer after its end', async () => {
      const fay = await shopper(service(), 'fay');
      const key = 'forget-me-once-1';
      const placed = await fay.order(sku, 2, { key });
      const { id } = placed.json<Order>();
      await fay.pay(id);
      await admin.ship(id);

      const refused = await run('erase', '--customer', 'fay');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(`${id}: status is shipped`);

      await admin.deliver(id);
      await expect.poll(isSettled, { timeout: 30_000, interval: 250 }).toBe(true);
      const exported = await run('export', '--customer', 'fay');
      expect(exported.code).toBe(0);
      expect(JSON.parse(exported.stdout)).toMatchObject({ customerId: 'fay', orders: [{ orderId: id }] });

      const published = await publications(id);
      const erased = await run('erase', '--customer', 'fay');
      expect(erased).toMatchObject({ code: 0, stderr: '' });
      expect(erased.stdout).toContain('1 order, 4 event items');

      expect((await fay.send('get-order', { path: { orderId: id } })).statusCode).toBe(404);
      expect((await fay.send('list-orders')).json()).toMatchObject({ items: [] });
      const summary = customerSummarySchema.parse((await fay.send('customer-summary')).json());
      expect(summary.orders.total).toBe(0);
      const replayed = await fay.order(sku, 2, { key });
      expect(replayed.statusCode).toBe(404);
      expect(replayed.body).not.toContain(id);

      const known = await admin.look(id);
      expect(known).toMatchObject({ status: 'delivered', customerId: expect.stringMatching(/^erased-/) });
      expect((await run('export', '--customer', 'fay')).code).toBe(1);
      // Events come in order, so that an event of the erasure would be on the bus before this one.
      const next = await admin.placed(sku, 1);
      const isOut = async () => (await publications(next.id)) > 0;
      await expect.poll(isOut, { timeout: 30_000, interval: 250 }).toBe(true);
      expect(await publications(id)).toBe(published);
    });
  });
};
