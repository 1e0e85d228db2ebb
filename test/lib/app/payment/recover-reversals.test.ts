import { beforeEach, describe, expect, it } from 'vitest';
import type { RecoverMoneyCommand } from '../../../../lib/app/payment/recover-money.ts';
import { recoverReversals } from '../../../../lib/app/payment/recover-reversals.ts';
import { createSettleRefund } from '../../../../lib/app/payment/settle-refund.ts';
import type { ListedDispute, ListedRefund } from '../../../../lib/app/ports/payment-history.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../../harness/shop/crash.ts';
import { noticingDisputes } from '../../../harness/shop/notice-dispute.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

const amount = { amount: 500, currency: 'USD' } as const;

describe('recoverReversals', () => {
  let shop: Shop;
  let id: string;
  let asked: string[];

  const listing = <T>(items: readonly T[]) =>
    async function* (since: string) {
      asked.push(since);
      yield* items;
    };

  /** Outcomes for what the gateway lists. */
  const recovering = (
    {
      refunds = [],
      disputes = [],
    }: { refunds?: readonly ListedRefund[]; disputes?: readonly ListedDispute[] },
    command: Partial<RecoverMoneyCommand> = {},
    store = shop.orders,
  ) => {
    const park = noticingDisputes(shop);
    const recover = recoverReversals({
      store,
      gateway: shop.gateway,
      isUnreadable: (failure) => failure instanceof SyntaxError,
      history: { listRefunds: listing(refunds), listDisputes: listing(disputes) },
      settleRefund: createSettleRefund({
        store: shop.orders,
        telemetry: { orderPlaced: () => {}, orderChanged: () => {} },
        clock: shop.clock,
        retryOnConflict: retryPromptly,
        onStuck: () => {},
      }),
      parkDisputed: ({ orderId, intentId }) => park(orderId, intentId),
      cause: { correlationId: 'recovery-1', causationId: 'payments recover' },
    });
    const since = '2026-07-01T00:00:00.000Z';
    const options = { since, dryRun: false, giveBackUnknown: false, ...command };
    return Array.fromAsync(recover(options, calmly), ({ outcome }) => outcome);
  };

  beforeEach(() => {
    asked = [];
  });

  describe('when a refund that had succeeded has failed', () => {
    let failed: ListedRefund;
    beforeEach(async () => {
      ({ shop, stage: id } = await withOrder());
      await shop.healthy.pay(id, 'pay', methods.refundReturns);
      await shop.healthy.refund(id, 'refund', amount.amount);
      expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({ state: 'succeeded' });
      // No webhook reported it, or the table lost the report.
      shop.advance(60 * 60_000);
      const listed = await shop.gateway.retrieveRefund('re_1', calmly);
      if (listed?.status !== 'failed') throw new Error('the refund has not failed');
      failed = { ...listed, intentId: 'pi_1' };
    });

    it('reports an order that cannot be read, and goes on', async () => {
      const findOrder = () => Promise.reject(new SyntaxError('malformed'));
      const dispute = { disputeId: 'dp_1', intentId: 'pi_1', amount, status: 'lost' };
      const listed = { refunds: [failed, failed], disputes: [dispute] };
      expect(await recovering(listed, {}, { ...shop.orders, findOrder })).toEqual([
        'unreadable',
        'unreadable',
        'unreadable',
      ]);
    });

    it('stores that, with its event, and leaves the money to an operator', async () => {
      expect(await recovering({ refunds: [failed] })).toEqual(['for-operator']);
      expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({
        state: 'failed',
        attention: { reason: 'refund_failed' },
      });
      expect((await shop.eventsOf(id)).at(-1)).toBe('order.refund-failed');
      expect(await recovering({ refunds: [failed] })).toEqual([]);
      await audit(shop);
    });

    it('changes nothing in a dry run', async () => {
      const before = await shop.orders.findRefund(id, 1, calmly);
      expect(await recovering({ refunds: [failed] }, { dryRun: true })).toEqual(['for-operator']);
      expect(await shop.orders.findRefund(id, 1, calmly)).toEqual(before);
    });

    it('skips a refund that is not stored as succeeded', async () => {
      const others = [{ ...failed, refundId: 're_9' }, { ...failed, status: 'succeeded' } as const];
      expect(await recovering({ refunds: others })).toEqual([]);
    });
  });

  describe('when a payment is disputed', () => {
    const dispute: ListedDispute = {
      ...{ disputeId: 'dp_pi_1', intentId: 'pi_1', status: 'needs_response' },
      amount,
    };

    it('leaves it to an operator, once', async () => {
      ({ shop, stage: id } = await withPaidOrder());
      shop.gateway.dispute('pi_1');
      expect(await recovering({ disputes: [dispute] }, { dryRun: true })).toEqual(['for-operator']);
      expect(await recovering({ disputes: [dispute] })).toEqual(['for-operator']);
      expect(await shop.orders.findAttempt(id, 1, calmly)).toMatchObject({
        attention: { reason: 'disputed' },
      });
      expect(await recovering({ disputes: [dispute] })).toEqual(['stored']);
    });

    it('waits until the payment is settled, and leaves out one of others', async () => {
      ({ shop, stage: id } = await withOrder());
      await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
      const ofOthers = { ...dispute, intentId: 'pi_other' };
      expect(await recovering({ disputes: [ofOthers, dispute] })).toEqual(['waits']);
    });
  });

  it('asks for as long as a bank may take to return money', async () => {
    ({ shop, stage: id } = await withOrder());
    expect(await recovering({})).toEqual([]);
    expect(asked).toEqual(['2026-05-22T00:00:00.000Z', '2026-05-22T00:00:00.000Z']);
  });
});
