import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Order } from '../../client/src/order-service-client.ts';
import { logEvents } from '../../lib/platform/logging/log-events.ts';
import { queryLogs } from '../../tools/local-cloud/logs/log-query.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import { type EventWatch, watchEvents } from '../harness/service/event-watch.ts';
import { expectedSummary } from '../harness/service/expected-summary.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, businessShopper, type Shopper, shopper, stock } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

const orderCount = volume({ inCi: 300, usual: 40 });
const customerCount = 6;
const kills = volume({ inCi: 4, usual: 2 });
const everyFault = {
  seed: 11,
  bus: {
    throttle: 0.1,
    partial: 0.1,
    lostAnswer: 0.1,
    lost: 0.1,
    duplicate: 0.1,
    reorder: 0.1,
    delay: 0.1,
  },
};
const soon = { timeout: 20_000, interval: 250 };

const everyOrder = async (customer: Shopper): Promise<readonly Order[]> => {
  await indexesCaughtUp();
  const orders: Order[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: '100', ...(cursor !== undefined && { cursor }) };
    const answer = await customer.send('list-orders', { query });
    const page = answer.json<{ items: Order[]; nextCursor?: string }>();
    orders.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return orders;
};

const summaryOf = async (customer: Shopper) => {
  const answer = (await customer.send('customer-summary')).json<Record<string, unknown>>();
  const { lastOrderAt: _, updatedAt: __, ...summary } = answer;
  return summary;
};

/** @param service one whose events are published and summarized, and published again soon if they get lost. */
export const events = (service: CurrentService): void => {
  describe('the events of orders', () => {
    let watch: EventWatch;
    let admin: Shopper;
    let customers: readonly Shopper[];
    beforeAll(async () => {
      watch = await watchEvents(service());
      admin = await shopper(service(), 'admin', adminScope);
      customers = await Promise.all(
        Array.from({ length: customerCount }, (_, index) => businessShopper(service(), `reader-${index}`)),
      );
      await stock(service(), 'EVENT-001', 10_000);
    });
    afterAll(() => watch.close());

    const versionsOf = async (orderId: string): Promise<readonly number[]> =>
      ((await watch.acceptedByOrder()).get(orderId) ?? []).map(({ orderVersion }) => orderVersion);

    /** Sweeps, as the clock would, until no event is on its way any more. */
    const quiet = async () => {
      const isQuiet = async () => {
        const [queue] = await watch.queues();
        if (!queue || queue.visible + queue.inFlight > 0) return false;
        // What came too early too often on a slow machine; all that it needs is there by now.
        if (queue.deadLetters.length > 0) await watch.redrive();
        else if ((await watch.stuck()).length === 0) return true;
        await service().run('sweep-events');
        return false;
      };
      while (!(await isQuiet())) await pause(250);
    };

    describe('when the bus fails in every way and the relay is killed at its work', () => {
      const paid = new Set<string>();
      let killed: number;

      /** The life of an order up to somewhere. */
      const live = async (customer: Shopper, number: number) => {
        const { id } = await customer.placed('EVENT-001', 1 + (number % 3));
        if (number % 5 === 0 && (await customer.pay(id)).statusCode === 200) paid.add(id);
        if (number % 10 === 0) await admin.ship(id);
        if (number % 20 === 0) await admin.deliver(id);
        if (number % 20 === 5 || number % 20 === 6) await customer.cancel(id);
      };

      beforeAll(async () => {
        await watch.setFaults(everyFault);
        const over = new AbortController();
        const killing = watch.killAtWork('relay-events', kills, over.signal);
        const sweeping = (async () => {
          while (!over.signal.aborted) {
            await pause(500);
            await service().run('sweep-events');
          }
        })();
        const numbers = Array.from({ length: orderCount }, (_, number) => number);
        await Promise.all(
          customers.map(async (customer, index) => {
            const own = numbers.filter((number) => number % customerCount === index);
            for (let start = 0; start < own.length; start += 10) {
              await Promise.all(own.slice(start, start + 10).map((number) => live(customer, number)));
            }
          }),
        );
        over.abort();
        killed = await killing;
        await sweeping;
        await watch.endFaults();
        await quiet();
      });

      it('delivers events more than once and kills environments', async () => {
        const events = [...(await watch.acceptedByOrder()).values()].flat();
        expect(await watch.acceptedCount()).toBeGreaterThan(events.length);
        expect(killed).toBe(kills);
        expect(service().lambda.snapshot().get('relay-events')?.errors).toBeGreaterThan(0);
      });

      it('puts every event on the bus, in order per order once the repeated ones are left out', async () => {
        const accepted = await watch.acceptedByOrder();
        const orders = (await Promise.all(customers.map(everyOrder))).flat();
        expect(orders).toHaveLength(orderCount);
        for (const { id, version } of orders) {
          const versions = (accepted.get(id) ?? []).map(({ orderVersion }) => orderVersion);
          expect(versions).toEqual(Array.from({ length: version }, (_, index) => index + 1));
        }
      });

      it('makes each customer’s summary agree with the orders', async () => {
        for (const customer of customers) {
          const orders = await everyOrder(customer);
          expect(await summaryOf(customer)).toEqual(expectedSummary(customer.id, orders, paid));
        }
      });

      it('leaves no event stuck, given up or in a dead-letter queue', async () => {
        expect(await watch.stuck()).toEqual([]);
        expect(await watch.failures()).toEqual([]);
        expect((await watch.queues()).flatMap(({ deadLetters }) => deadLetters)).toEqual([]);
      });
    });

    describe('when the bus refuses one order', () => {
      let patience: Shopper;
      let poison: Order;
      beforeAll(async () => {
        patience = await shopper(service(), 'patience');
        poison = await patience.placed('EVENT-001');
        await vi.waitFor(async () => expect(await versionsOf(poison.id)).toEqual([1]), soon);
        await watch.setFaults({ bus: { refuse: [poison.id] } });
        await patience.pay(poison.id);
        await vi.waitFor(async () => {
          await service().run('sweep-events');
          expect((await watch.stuck())[0]?.state).toBe('quarantined');
        }, soon);
      });
      afterAll(() => watch.endFaults());

      it('quarantines that order alone, and lists it', async () => {
        const other = await patience.placed('EVENT-001');
        await patience.pay(other.id);
        await vi.waitFor(async () => expect((await versionsOf(other.id)).length).toBeGreaterThan(1), soon);
        const stuckOrders = async () => (await watch.stuck()).map(({ orderId, state }) => [orderId, state]);
        await vi.waitFor(async () => expect(await stuckOrders()).toEqual([[poison.id, 'quarantined']]), soon);
        expect(await watch.failures()).toEqual([]);
        const logged = queryLogs(service().logs, { limit: 50_000 });
        const alarms = logged.filter(({ logCode }) => logCode === logEvents.orderQuarantined.code);
        expect(alarms).toMatchObject([{ level: 'ERROR', orderId: poison.id }]);
      });

      it('publishes its events once it is replayed, and corrects the summary', async () => {
        await watch.endFaults();
        expect(await watch.replay(poison.id)).toBe(0);
        await quiet();
        const { version } = await patience.look(poison.id);
        expect(await versionsOf(poison.id)).toEqual(Array.from({ length: version }, (_, index) => index + 1));
        const orders = await everyOrder(patience);
        const paid = new Set(orders.map(({ id }) => id));
        expect(await summaryOf(patience)).toEqual(expectedSummary(patience.id, orders, paid));
      });
    });
  });
};
