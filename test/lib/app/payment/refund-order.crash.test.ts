import { describe, expect, it } from 'vitest';
import { type Scene, strikeEachCall, withPaidOrder } from '../../../harness/shop/crash.ts';
import { faultKinds } from '../../../harness/shop/faults.ts';

const refunding: Pick<Scene<string>, 'act'> = { act: ({ refund }, id) => refund(id, 'refund', 1_500) };

const total = (shop: Parameters<NonNullable<Scene<string>['check']>>[0]) =>
  shop.refunds().reduce((sum, { amount }) => sum + amount, 0);

describe('refundOrder, when one of its calls goes wrong', () => {
  describe.each(faultKinds)('and %s', (kind) => {
    it('refunds the part once, or nothing', async () => {
      const check: Scene<string>['check'] = async (shop) => {
        expect([0, 1_500]).toContain(total(shop));
      };
      const calls = await strikeEachCall({ ...refunding, shop: withPaidOrder, check }, kind);
      expect(calls).toBeGreaterThanOrEqual(6);
    });

    it('refunds the part once when the request is repeated with the same key', async () => {
      const afterwards: Scene<string>['afterwards'] = ({ healthy }, id) =>
        healthy.refund(id, 'refund', 1_500);
      const check: Scene<string>['check'] = async (shop) => expect(total(shop)).toBe(1_500);
      await strikeEachCall({ ...refunding, shop: withPaidOrder, afterwards, check }, kind);
    });

    it('refunds all of it once when the order is cancelled meanwhile', async () => {
      const afterwards: Scene<string>['afterwards'] = ({ healthy }, id) => healthy.cancel(id, 'cancel');
      const check: Scene<string>['check'] = async (shop) => expect(total(shop)).toBe(3_998);
      await strikeEachCall({ ...refunding, shop: withPaidOrder, afterwards, check }, kind);
    });
  });
});
