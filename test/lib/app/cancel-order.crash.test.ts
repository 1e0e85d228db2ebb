import { describe, expect, it } from 'vitest';
import { type Scene, strikeEachCall, withOrder, withPaidOrder } from '../../harness/shop/crash.ts';
import { faultKinds } from '../../harness/shop/faults.ts';

const cancelling: Pick<Scene<string>, 'act'> = { act: ({ cancel }, orderId) => cancel(orderId, 'cancel') };

const isCancelled: Scene<string>['check'] = async (shop, id) => {
  expect((await shop.orderOf(id)).status).toBe('cancelled');
  expect(await shop.available()).toBe(25);
};

describe('cancelOrder, when one of its calls goes wrong', () => {
  describe.each(faultKinds)('and %s', (kind) => {
    it('gives stock and money back once, or nothing', async () => {
      expect(await strikeEachCall({ ...cancelling, shop: withPaidOrder }, kind)).toBeGreaterThanOrEqual(7);
    });

    it('gives back the stock of an order that is not paid once, or not at all', async () => {
      expect(await strikeEachCall({ ...cancelling, shop: withOrder }, kind)).toBeGreaterThanOrEqual(4);
    });

    it.each([
      ['a paid order', withPaidOrder],
      ['an order that is not paid', withOrder],
    ])('cancels %s when the customer tries again with the same key', async (_, shop) => {
      const afterwards: Scene<string>['afterwards'] = ({ healthy }, id) => healthy.cancel(id, 'cancel');
      await strikeEachCall({ ...cancelling, shop, afterwards, check: isCancelled }, kind);
    });

    it('either cancels or ships, whichever comes first', async () => {
      const afterwards: Scene<string>['afterwards'] = ({ healthy }, id) => healthy.ship(id);
      await strikeEachCall({ ...cancelling, shop: withPaidOrder, afterwards }, kind);
    });

    it('charges nothing for good when the customer pays meanwhile', async () => {
      const afterwards: Scene<string>['afterwards'] = ({ healthy }, id) => healthy.pay(id, 'pay');
      await strikeEachCall({ ...cancelling, shop: withOrder, afterwards }, kind);
    });
  });
});
