import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerSummarySchema } from '../../lib/contract/schemas/customer-summary-schema.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import { logEvents } from '../../lib/platform/logging/log-events.ts';
import { queryLogs } from '../../tools/local-cloud/logs/log-query.ts';
import { type EventWatch, watchEvents } from '../harness/service/event-watch.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper, stock } from '../harness/service/shopper.ts';

const none = { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 };
const usd = (amount: number) => ({ amount, currency: 'USD' });

export const customerSummary = (service: CurrentService): void => {
  describe('a customer’s summary', () => {
    const sku = 'SUMMARY-001';
    let admin: Shopper;
    let watch: EventWatch;
    beforeAll(async () => {
      watch = await watchEvents(service());
      admin = await shopper(service(), 'adam', adminScope);
      await stock(service(), sku, 100);
    });
    afterAll(() => watch.close());
    const summaryOf = async ({ send }: Shopper) =>
      customerSummarySchema.parse((await send('customer-summary')).json());

    it('reaches the state of the orders over stream, bus and queue', async () => {
      const sue = await shopper(service(), 'sue');
      const delivered = await sue.placed(sku, 1);
      await sue.pay(delivered.id, testPaymentMethods.declined);
      await sue.pay(delivered.id);
      await admin.ship(delivered.id);
      await admin.deliver(delivered.id);
      const cancelled = await sue.placed(sku, 2);
      await sue.pay(cancelled.id);
      await sue.cancel(cancelled.id);
      const pending = await sue.placed(sku, 3);

      await expect
        .poll(() => summaryOf(sue), { timeout: 30_000, interval: 250 })
        .toEqual({
          customerId: 'sue',
          orders: { ...none, total: 3, pending: 1, delivered: 1, cancelled: 1 },
          amounts: [{ ordered: usd(6_000), paid: usd(3_000), refunded: usd(2_000) }],
          paymentFailures: 1,
          lastOrderAt: pending.createdAt,
          updatedAt: expect.any(String),
        });
    }, 40_000);

    it('stays unchanged when all events are published again, as do the counts', async () => {
      const sam = await shopper(service(), 'sam');
      const { id } = await sam.placed(sku, 1);
      await sam.pay(id);
      const counted = () =>
        queryLogs(service().logs, { limit: 50_000 }).filter(
          ({ logCode }) => logCode === logEvents.eventSummarized.code,
        ).length;
      const isSettled = async () => (await watch.stuck()).length === 0;
      await expect.poll(isSettled, { timeout: 30_000, interval: 250 }).toBe(true);
      const before = {
        summary: await summaryOf(sam),
        counted: counted(),
        events: await watch.acceptedCount(),
      };
      expect(before).toMatchObject({ summary: { orders: { confirmed: 1 } } });
      expect(before.counted).toBeGreaterThanOrEqual(2);

      expect(await watch.replayEverything()).toBe(0);
      expect(await watch.acceptedCount()).toBeGreaterThanOrEqual(before.events + 2);
      const isConsumed = async () =>
        (await watch.queues()).every((queue) => queue.visible + queue.inFlight === 0);
      await expect.poll(isConsumed, { timeout: 30_000, interval: 250 }).toBe(true);
      expect(await summaryOf(sam)).toEqual(before.summary);
      expect(counted()).toBe(before.counted);
    }, 70_000);

    it('contains zeroes for a customer without orders', async () => {
      expect(await summaryOf(await shopper(service(), 'newcomer'))).toEqual({
        customerId: 'newcomer',
        orders: { total: 0, ...none },
        amounts: [],
        paymentFailures: 0,
      });
    });
  });

  describe('a canary', () => {
    it('is delivered by the bus', async () => {
      expect((await service().run('send-canary')).statusCode).toBe(200);
      const noted = async () => {
        const answer = await service().request('/local/logs?function=receive-canary&limit=100');
        return answer.json<{ items: object[] }>().items;
      };
      await expect
        .poll(noted, { timeout: 30_000, interval: 250 })
        .toContainEqual(
          expect.objectContaining({ logCode: logEvents.batchCompleted.code, outcomes: { noted: 1 } }),
        );
    }, 40_000);
  });
};
