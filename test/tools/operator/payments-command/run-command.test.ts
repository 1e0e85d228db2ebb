import { describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { patienceMs } from '../../../../lib/domain/settling.ts';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import {
  paymentsProgram,
  toPaymentsCommand,
} from '../../../../tools/operator/payments-command/command-line.ts';
import { runPaymentsCommand } from '../../../../tools/operator/payments-command/run-command.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withLostDecline, withOrder, withPaidOrder } from '../../../harness/shop/crash.ts';
import { times } from '../../../harness/shop/environment.ts';
import { noticingDisputes } from '../../../harness/shop/notice-dispute.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

/** Output of a command. */
const run = async (shop: Shop, line: string): Promise<string[]> => {
  const printed: string[] = [];
  const command = toPaymentsCommand(parseCommandLine(paymentsProgram, line.split(' '), {})) as Parameters<
    typeof runPaymentsCommand
  >[0];
  const print = (text: string) => void printed.push(...text.split('\n'));
  const operator = { now: shop.clock, print, report: print };
  expect(await runPaymentsCommand(command, shop.orders, operator, calmly)).toBe(0);
  return printed;
};

/** A shop with refunds that the gateway could not pay out. */
const withFailedRefund = async (...amounts: number[]) => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', methods.refundFails);
  for (const amount of amounts) await shop.healthy.refund(id, `refund-${amount}`, amount);
  shop.advance(90_000);
  return { shop, id };
};

/** A shop with a payment that the gateway has not decided for longer than a day. */
const withStuckPayment = async () => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
  const retrieve = async () => ({ status: 'processing' }) as const;
  shop.advance(patienceMs.noOutcome + times.settleDelayMs);
  await shop.environment(undefined, { gateway: { ...shop.gateway, retrieve } }).reconcile();
  await shop.healthy.expire();
  shop.advance(3_600_000);
  return { shop, id };
};

/** A shop with a paid order whose customer disputes the charge. */
const withDispute = async () => {
  const { shop, stage: id } = await withPaidOrder();
  shop.gateway.dispute('pi_1');
  await noticingDisputes(shop)(id);
  shop.advance(60_000);
  return { shop, id };
};

const shown = async (shop: Shop, id: string) => (await shop.healthy.get(id)).refund;

describe('npm run payments', () => {
  it('lists stuck payments in columns, the oldest first', async () => {
    const { shop, id } = await withFailedRefund(1_000);
    expect(await run(shop, 'list-stuck')).toEqual([
      'order                           what      stuck for  reason         state   amount     problem',
      `${id}  refund 1  1 min      refund_failed  failed  10.00 USD  expired_or_canceled_card`,
    ]);
  });

  it('names the problem of a stuck payment before the reason of its decline', async () => {
    const { shop } = await withLostDecline();
    const cancel = () => Promise.reject(new Error('connection refused'));
    shop.advance(patienceMs.noOutcome);
    await shop.environment(undefined, { gateway: { ...shop.gateway, cancel } }).reconcile();
    expect((await run(shop, 'list-stuck'))[1]).toMatch(/no_outcome .* connection refused$/);
  });

  it('states that nothing is stuck, and that there may be more than it lists', async () => {
    const { shop } = await withOrder();
    expect(await run(shop, 'list-stuck')).toEqual(['No payment or refund is stuck.']);
    const stuck = await withFailedRefund(1, 2);
    expect((await run(stuck.shop, 'list-stuck --limit 1')).at(-1)).toMatch(/limit of 1/);
  });

  it('shows the attempts and refunds of an order', async () => {
    const { shop, id } = await withFailedRefund(1_000);
    const [head, ...rows] = await run(shop, `show ${id}`);
    expect(head).toBe(`${id}: confirmed, 39.98 USD, payment paid, refund failed, 0.00 USD refunded`);
    expect(rows.join('\n')).toMatch(/attempt 1 {2}succeeded {2}39.98 USD/);
    expect(rows.join('\n')).toMatch(/refund 1 .* failed .* stuck: refund_failed .* pi_1 .* re_1/);
  });

  describe('settle --as refunded', () => {
    it('counts a refund that the customer got in another way', async () => {
      const { shop, id } = await withFailedRefund(1_000);
      expect(await run(shop, `settle ${id} --as refunded --dry-run`)).toEqual([
        `${id}: refund 1, failed, would be settled as refunded`,
      ]);
      expect(await shown(shop, id)).toMatchObject({ status: 'failed' });
      expect((await run(shop, `settle ${id} --as refunded`))[0]).toBe(
        `${id}: refund 1 is settled as refunded`,
      );
      expect(await shown(shop, id)).toEqual({
        status: 'succeeded',
        amount: { amount: 1_000, currency: 'USD' },
      });
      expect(await shop.eventsOf(id)).toEqual([
        'order.created',
        'order.confirmed',
        'order.refund-failed',
        'order.refund-succeeded',
      ]);
      expect(await run(shop, 'list-stuck')).toEqual(['No payment or refund is stuck.']);
    });

    it('asks which of several refunds is meant', async () => {
      const { shop, id } = await withFailedRefund(1_000, 500);
      await expect(run(shop, `settle ${id} --as refunded`)).rejects.toThrow('refund 1, refund 2. Select one');
      await run(shop, `settle ${id} --as refunded --refund 2`);
      expect(await shown(shop, id)).toEqual({ status: 'failed', amount: { amount: 500, currency: 'USD' } });
    });
  });

  describe('a disputed payment', () => {
    it('is listed and shown with its dispute', async () => {
      const { shop, id } = await withDispute();
      expect((await run(shop, 'list-stuck'))[1]).toBe(
        `${id}  attempt 1  1 min      disputed  succeeded  39.98 USD  dp_pi_1 needs_response`,
      );
      expect((await run(shop, `show ${id}`)).join('\n')).toMatch(
        /stuck: disputed .* pi_1 .* dp_pi_1 needs_resp/,
      );
    });

    it('is settled as dispute-handled, once, with the order as it was', async () => {
      const { shop, id } = await withDispute();
      const before = await shop.orderOf(id);
      expect(await run(shop, `settle ${id} --as dispute-handled --dry-run`)).toEqual([
        `${id}: attempt 1, succeeded, would be settled as dispute-handled`,
      ]);
      const [done] = await run(shop, `settle ${id} --as dispute-handled`);
      expect(done).toBe(`${id}: attempt 1 is settled as dispute-handled`);
      expect(await shop.orderOf(id)).toEqual(before);
      await noticingDisputes(shop)(id);
      expect(await run(shop, 'list-stuck')).toEqual(['No payment or refund is stuck.']);
      const again = run(shop, `settle ${id} --as dispute-handled --attempt 1`);
      await expect(again).rejects.toThrow('no dispute of the attempt waits for an operator');
    });
  });

  describe('retry', () => {
    it('has a failed refund requested again', async () => {
      const { shop, id } = await withFailedRefund(1_000);
      expect((await run(shop, `retry ${id}`))[0]).toBe(
        `${id}: refund 1 is to be tried again by reconcile-payments`,
      );
      expect(await shown(shop, id)).toMatchObject({ status: 'due' });
      expect(await shop.healthy.reconcile()).toMatchObject({ found: 1 });
      expect(await shop.orders.findRefund(id, 1, calmly)).toMatchObject({ state: 'failed', round: 2 });
    });

    it('has a stuck payment looked up again', async () => {
      const { shop, id } = await withStuckPayment();
      await run(shop, `retry ${id}`);
      await shop.healthy.reconcile();
      expect(await shop.orderOf(id)).toMatchObject({ status: 'expired', payment: { state: 'paid' } });
      expect(shop.refunds()).toHaveLength(1);
    });
  });

  describe('settle of a stuck payment', () => {
    it('refunds a payment that is settled as paid after its order has expired', async () => {
      const { shop, id } = await withStuckPayment();
      await run(shop, `settle ${id} --as paid`);
      expect(await shown(shop, id)).toMatchObject({ status: 'due' });
      await shop.healthy.reconcile();
      expect(await shown(shop, id)).toMatchObject({ status: 'succeeded', amount: { amount: 3_998 } });
    });

    it('leaves the order expired that is settled as not charged', async () => {
      const { shop, id } = await withStuckPayment();
      await run(shop, `settle ${id} --as not-charged`);
      expect(await shop.orders.findAttempt(id, 1, calmly)).toMatchObject({ state: 'not_charged' });
      expect(await shop.orderOf(id)).toMatchObject({ status: 'expired' });
    });
  });

  it.each([
    ['settle ID --as paid --attempt 1', 'the attempt is settled: succeeded'],
    ['settle ID --as refunded --refund 1', 'there is no such attempt or refund'],
    ['retry ID', 'has no payment or refund for this command'],
    ['settle ID --as refunded', 'has no payment or refund for this command'],
    ['settle ID --as dispute-handled', 'has no payment or refund for this command'],
  ])('refuses %s for an order that is paid', async (line, problem) => {
    const { shop, stage: id } = await withPaidOrder();
    await expect(run(shop, line.replace('ID', id))).rejects.toThrow(problem);
  });

  it('refuses to settle an attempt that a request has leased', async () => {
    const { shop, stage: id } = await withOrder();
    const confirming = Promise.withResolvers<void>();
    const gateway = {
      ...shop.gateway,
      confirm: () => {
        confirming.resolve();
        return new Promise<never>(() => {});
      },
    };
    void shop.environment(undefined, { gateway }).pay(id, 'pay');
    await confirming.promise;
    await expect(run(shop, `settle ${id} --as paid`)).rejects.toThrow('a request is at work on it');
  });

  it('refuses an unknown order', async () => {
    const { shop } = await withOrder();
    for (const line of ['show', 'retry', 'settle --as paid']) {
      const [command, ...rest] = line.split(' ');
      const whole = [command, 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A9', ...rest].join(' ');
      await expect(run(shop, whole)).rejects.toThrow('There is no order');
    }
  });
});
