import { describe, expect, it } from 'vitest';
import {
  countStuckMoney,
  readStuckGauges,
  reportStuckMoney,
  type StuckCount,
} from '../../../../lib/app/payment/report-stuck-money.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder } from '../../../harness/shop/crash.ts';

/** A shop with two failed refunds, one minute apart, a minute ago. */
const counting = async () => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', methods.refundFails);
  for (const amount of [1, 2]) {
    await shop.healthy.refund(id, `refund-${amount}`, amount);
    shop.advance(60_000);
  }
  let asked = 0;
  const count = countStuckMoney({
    listStuck: (now, options) => {
      asked += 1;
      return shop.orders.listDue('ATTENTION', now, options);
    },
    clock: shop.clock,
  });
  return { shop, count, asked: () => asked };
};

describe('countStuckMoney', () => {
  it('counts payments and refunds that wait for an operator, with the age of the oldest', async () => {
    const { count } = await counting();
    expect(await count(calmly)).toEqual({ count: 2, oldestMs: 120_000 });
  });

  it('is 0 when nothing waits', async () => {
    const { shop } = await withOrder();
    const listStuck = (now: string) => shop.orders.listDue('ATTENTION', now, calmly);
    expect(await countStuckMoney({ listStuck, clock: shop.clock })(calmly)).toEqual({
      count: 0,
      oldestMs: 0,
    });
  });
});

describe('reportStuckMoney', () => {
  const reporting = (count: () => Promise<StuckCount>) => {
    const told: unknown[] = [];
    const report = reportStuckMoney({
      count,
      timeoutMs: 1_000,
      onCounted: (stuck) => told.push(stuck),
      onFailure: (reason) => told.push(reason),
    });
    return { told, report };
  };

  it('reports the count', async () => {
    const stuck = { count: 2, oldestMs: 5 };
    const { told, report } = reporting(async () => stuck);
    expect(await report(calmly)).toEqual({ stuck: 2 });
    expect(told).toEqual([stuck]);
  });

  it('reports no number when it could not be counted', async () => {
    const down = new Error('down');
    const { told, report } = reporting(() => Promise.reject(down));
    expect(await report(calmly)).toEqual({});
    expect(told).toEqual([down]);
  });
});

describe('readStuckGauges', () => {
  it('has count and age in seconds, and counts again when they are old', async () => {
    const { shop, count, asked } = await counting();
    const read = readStuckGauges({ count, clock: shop.clock, ttlMs: 10_000 });
    const gauges = {
      order_service_stuck_payments: 2,
      order_service_stuck_payments_oldest_age_seconds: 120,
    };
    expect([await read(calmly), await read(calmly)]).toEqual([gauges, gauges]);
    expect(asked()).toBe(1);
    shop.advance(10_000);
    expect(await read(calmly)).toMatchObject({ order_service_stuck_payments_oldest_age_seconds: 130 });
  });
});
