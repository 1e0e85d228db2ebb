import { describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { type Scene, strikeEachCall, withOrder } from '../../../harness/shop/crash.ts';
import { faultKinds } from '../../../harness/shop/faults.ts';

/** Paying, with each test payment method, and what the customer does when it fails. */
const paying = (method: string): Scene<string> => ({
  shop: withOrder,
  act: ({ pay }, orderId) => pay(orderId, 'pay', method),
});

describe('payOrder, when one of its calls goes wrong', () => {
  describe.each(faultKinds)('and %s', (kind) => {
    it.each([methods.succeeds, methods.declined, methods.timeoutAfterCharge, methods.timeoutBeforeCharge])(
      'charges %s at most once and leaves no outcome unknown',
      async (method) => {
        expect(await strikeEachCall(paying(method), kind)).toBeGreaterThanOrEqual(7);
      },
    );

    it.each([methods.succeeds, methods.declined])(
      'does no more with %s when the customer tries again with the same key',
      async (method) => {
        const scene = {
          ...paying(method),
          afterwards: ({ healthy }, id) => healthy.pay(id, 'pay', method),
        } satisfies Scene<string>;
        await strikeEachCall(scene, kind);
      },
    );

    it('charges once when the customer tries again with another key', async () => {
      await strikeEachCall(
        { ...paying(methods.succeeds), afterwards: ({ healthy }, id) => healthy.pay(id, 'pay-2') },
        kind,
      );
    });

    it('gives the money back when the customer cancels', async () => {
      const scene: Scene<string> = {
        ...paying(methods.succeeds),
        afterwards: ({ healthy }, id) => healthy.cancel(id, 'cancel'),
        check: async (shop, id) => expect((await shop.orderOf(id)).status).toBe('cancelled'),
      };
      await strikeEachCall(scene, kind);
    });
  });
});
