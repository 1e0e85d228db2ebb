import { describe, expect, it } from 'vitest';
import { createRefund } from '../../../../lib/app/payment/refund.ts';
import type { PaymentAttempt } from '../../../../lib/domain/payment-attempt.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { createMemoryDatabase } from '../../../doubles/memory-database.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const due = aPaymentAttempt({ state: 'refund_due', intentId: 'pi_1' });
const now = Date.parse('2026-07-01T12:02:00.000Z');

/** Refunds `attempt` while `stored` is in the store, by a gateway that may fail. */
const refunding = async (attempt: PaymentAttempt, stored = attempt, failure?: Error) => {
  const { orders: store } = createMemoryDatabase();
  await store.commit({ attempt: { next: stored } }, calmly);
  const asked: unknown[] = [];
  const failures: unknown[] = [];
  const gateway = {
    refund: async (payment: unknown) => {
      asked.push(payment);
      if (failure) throw failure;
    },
  };
  const onFailure = (...told: unknown[]) => void failures.push(told);
  const isDone = await createRefund({ store, gateway, clock: () => now, onFailure })(attempt, calmly);
  return { isDone, asked, failures, after: await store.findAttempt(attempt.orderId, 1, calmly) };
};

describe('createRefund', () => {
  it('gives the money back, under the same key each time, and writes it down', async () => {
    const { isDone, asked, failures, after } = await refunding(due);
    expect(isDone).toBe(true);
    expect(asked).toEqual([{ key: `${due.orderId}:1:refund`, intentId: 'pi_1' }]);
    expect(after).toEqual({ ...due, state: 'refunded', updatedAt: '2026-07-01T12:02:00.000Z' });
    expect(failures).toEqual([]);
  });

  it('leaves it to be done again when the gateway fails, and says why', async () => {
    const failure = new Error('down');
    const { isDone, failures, after } = await refunding(due, due, failure);
    expect(isDone).toBe(false);
    expect(failures).toEqual([[due, failure]]);
    expect(after).toEqual(due);
  });

  it('leaves the writing to whoever has taken over', async () => {
    const taken = { ...due, leaseOwner: 'reconciler' };
    const { isDone, failures, after } = await refunding(due, taken);
    expect(isDone).toBe(false);
    expect(failures).toEqual([]);
    expect(after).toEqual(taken);
  });

  it('asks for nothing when there is no payment to refund, and says so', async () => {
    const { isDone, asked, failures } = await refunding({ ...due, intentId: undefined });
    expect(isDone).toBe(false);
    expect(asked).toEqual([]);
    expect(failures).toEqual([[expect.anything(), expect.any(Error)]]);
  });
});
