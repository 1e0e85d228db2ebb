import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Measurement, startStopwatch } from '../harness/busy-machine.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import { balanceOf } from '../harness/service/balance.ts';
import type { Answer, Service } from '../harness/service/running-service.ts';
import { type Shopper, shopper, stock, unitsLeft } from '../harness/service/shopper.ts';

const orderCount = 16;

/** @param windowSeconds how long an order may stay unpaid there. */
export const expiry = (service: () => Service, windowSeconds: number): void => {
  describe('expiry', () => {
    let alice: Shopper;
    beforeAll(async () => {
      alice = await shopper(service(), 'alice');
      await stock(service(), 'HELD-001', 100);
      await stock(service(), 'WARM-001', 1);
      // Everything that the race needs has been loaded by then.
      await alice.pay((await alice.placed('WARM-001')).id);
      await service().run('expire-orders');
    });

    describe('when orders are paid just as their time runs out', () => {
      let orders: readonly Order[];
      let answers: readonly Answer[];
      let after: readonly Order[];
      let race: Measurement;

      beforeAll(async () => {
        orders = await Promise.all(Array.from({ length: orderCount }, () => alice.placed('HELD-001')));
        const stopwatch = startStopwatch();
        const dueAt = ({ createdAt }: Order) => Date.parse(createdAt) + windowSeconds * 1_000;
        let paying = true;
        const expiring = async () => {
          while (paying) await service().run('expire-orders');
        };
        const paid = Promise.all(
          orders.map(async (order, index) => {
            // The first at once, the last when it is too late, the others around the end of their time.
            const offsetMs = index === 0 ? -Infinity : -700 + (index * 1_200) / orderCount;
            await pause(Math.max(0, dueAt(order) + offsetMs - Date.now()));
            return alice.pay(order.id);
          }),
        ).finally(() => {
          paying = false;
        });
        [answers] = await Promise.all([paid, expiring()]);
        race = stopwatch.stop();
        await service().run('expire-orders');
        after = await Promise.all(orders.map(({ id }) => alice.look(id)));
      });

      it('pays or expires each order, never both, as its answer states', async () => {
        const ledger = await service().ledger();
        for (const [index, { id, status, total }] of after.entries()) {
          const answer = answers[index];
          if (answer?.statusCode === 200) {
            expect(status).toBe('confirmed');
            expect(balanceOf(ledger, id)).toEqual({ charged: [total.amount], refunded: [] });
          } else {
            expect(answer).toBeProblem(409, 'ORD-003');
            expect(status).toBe('expired');
            expect(balanceOf(ledger, id)).toEqual({ charged: [], refunded: [] });
          }
        }
      });

      it('has orders of both outcomes', (context) => {
        const seen = new Set(after.map(({ status }) => status));
        race.judge(context, () => expect([...seen].sort()).toEqual(['confirmed', 'expired']));
      });

      it('gives back the stock of those that expired, once', async () => {
        const confirmed = after.filter(({ status }) => status === 'confirmed').length;
        await service().run('expire-orders');
        expect(await unitsLeft(service(), 'HELD-001')).toBe(100 - confirmed);
      });

      it('refuses every action on an expired order', async () => {
        const { id = '' } = after.find(({ status }) => status === 'expired') ?? {};
        for (const answer of [await alice.pay(id), await alice.cancel(id)]) {
          expect(answer).toBeProblem(409, 'ORD-003');
          expect(answer.json()).toMatchObject({ error: { details: { from: 'expired' } } });
        }
      });
    });
  });
};
