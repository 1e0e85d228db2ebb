import { describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { type Scene, strikeEachCall, withLostDecline, withOrder } from '../../../harness/shop/crash.ts';
import { times } from '../../../harness/shop/environment.ts';
import { createFault, type FaultKind, faultKinds, settled } from '../../../harness/shop/faults.ts';

const reconciling: Pick<Scene<string>, 'act'> = { act: ({ reconcile }) => reconcile() };

/** A shop with a payment of unknown outcome. */
const unknown = (method: string) => async () => {
  const { shop, stage } = await withOrder();
  await shop.healthy.pay(stage, 'pay', method);
  shop.advance(times.settleDelayMs);
  return { shop, stage };
};

/** The same, when the order was cancelled meanwhile. */
const cancelled = (method: string) => async () => {
  const { shop, stage } = await unknown(method)();
  await shop.healthy.cancel(stage, 'cancel');
  return { shop, stage };
};

/** A shop in which the request for a payment has failed at a call, and the reconciler may take over. */
const struckWhilePaying = (kind: FaultKind, at: number) => async () => {
  const { shop, stage } = await withOrder();
  const { intercept, struck } = createFault(kind, at);
  const paying = shop
    .environment(intercept)
    .pay(stage, 'pay')
    .catch(() => undefined);
  await Promise.race([paying, struck.then(settled)]);
  shop.advance(times.leaseMs);
  return { shop, stage };
};

describe('reconcilePayments, when one of its calls goes wrong', () => {
  describe.each(faultKinds)('and %s', (kind) => {
    it.each([methods.timeoutAfterCharge, methods.timeoutBeforeCharge])(
      'settles %s in the end, once',
      async (method) => {
        const calls = await strikeEachCall({ ...reconciling, shop: unknown(method) }, kind);
        expect(calls).toBeGreaterThanOrEqual(6);
      },
    );

    it.each([methods.timeoutAfterCharge, methods.timeoutBeforeCharge])(
      'gives %s of a cancelled order back, once',
      async (method) => {
        await strikeEachCall({ ...reconciling, shop: cancelled(method) }, kind);
      },
    );

    it('reports a decline with its reason', async () => {
      const check: Scene<string>['check'] = async (shop, id) => {
        expect(await shop.orders.findAttempt(id, 1, calmly)).toMatchObject({
          state: 'declined',
          declineReason: 'generic_decline',
        });
        expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.payment-failed']);
      };
      expect(
        await strikeEachCall({ ...reconciling, shop: withLostDecline, check }, kind),
      ).toBeGreaterThanOrEqual(8);
    });

    it('charges once when the customer pays again meanwhile', async () => {
      const afterwards: Scene<string>['afterwards'] = ({ healthy }, id) => healthy.pay(id, 'pay-2');
      for (const method of [methods.timeoutAfterCharge, methods.timeoutBeforeCharge]) {
        await strikeEachCall({ ...reconciling, afterwards, shop: unknown(method) }, kind);
      }
    });

    it.each(['lost', 'dies before', 'dies after'] as const)(
      'settles the remains of a request that %s at any of its calls',
      async (first) => {
        for (let at = 1; at <= 10; at += 1) {
          await strikeEachCall({ ...reconciling, shop: struckWhilePaying(first, at) }, kind);
        }
      },
    );
  });
});
