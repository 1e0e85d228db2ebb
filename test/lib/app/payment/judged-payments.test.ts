import { describe, expect, it, vi } from 'vitest';
import { deadlineExceeded } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { leaveToOperator, resume } from '../../../../lib/domain/settling.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder } from '../../../harness/shop/crash.ts';

const cause = { correlationId: 'correlation-1', causationId: 'record-1' };

/** An order, and what was judged after its payment. */
const paidWith = async (method: string) => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', method).catch(() => undefined);
  return { shop, id, judged: shop.told.payments };
};

describe('payment attempts', () => {
  it('are good when they succeed, and not judged when the bank declines', async () => {
    expect((await paidWith(methods.succeeds)).judged).toEqual(['good']);
    expect((await paidWith(methods.declined)).judged).toEqual([]);
  });

  it('are judged once their outcome is known', async () => {
    const { shop, id, judged } = await paidWith(methods.timeoutAfterCharge);
    expect(judged).toEqual([]);
    const attempt = await shop.orders.findAttempt(id, 1, calmly);
    if (!attempt) throw new Error('no attempt');
    await shop.healthy.settle(attempt, { result: 'succeeded' }, { ...calmly, cause });
    expect(judged).toEqual(['good']);
    // Another worker has settled it: no event to judge.
    await shop.healthy.settle(attempt, { result: 'succeeded' }, { ...calmly, cause });
    expect(judged).toEqual(['good']);
  });

  it.each([
    [{ result: 'not_charged' }, ['bad']],
    [{ result: 'not_charged', excused: true }, []],
  ] as const)('that end with %o are judged %o', async (settlement, expected) => {
    const { shop, id, judged } = await paidWith(methods.timeoutBeforeCharge);
    const attempt = await shop.orders.findAttempt(id, 1, calmly);
    if (!attempt) throw new Error('no attempt');
    await shop.healthy.settle(attempt, settlement, { ...calmly, cause });
    expect(judged).toEqual(expected);
  });

  it.each([
    ['waits for an operator', false],
    ['is tried again by an operator', true],
  ])('that were left to an operator are not judged again, while it %s', async (_, isTriedAgain) => {
    const { shop, id, judged } = await paidWith(methods.timeoutBeforeCharge);
    const attempt = await shop.orders.findAttempt(id, 1, calmly);
    if (!attempt) throw new Error('no attempt');
    const now = Date.parse(attempt.createdAt);
    const stuck = leaveToOperator(attempt, 'no_outcome', now);
    const left = isTriedAgain ? resume(stuck, 'operator-1', now) : stuck;
    await shop.healthy.settle(left, { result: 'succeeded' }, { ...calmly, cause });
    expect(judged).toEqual([]);
  });

  it.each([
    ['was never confirmed', methods.timeoutBeforeCharge, ['bad']],
    ['waits for its customer', methods.authenticationRequired, []],
  ])(
    'whose payment %s are judged so, also when the answer to the cancellation is lost',
    async (_, method, expected) => {
      const { shop, id, judged } = await paidWith(method);
      const { intentId = '' } = (await shop.orders.findAttempt(id, 1, calmly)) ?? {};
      shop.advance(900_000);
      await shop.gateway.cancel(intentId, calmly);
      expect(await shop.healthy.reconcile()).toMatchObject({ settled: 1 });
      expect(judged).toEqual(expected);
    },
  );

  it('that cannot begin because the gateway is down are bad', async () => {
    const { shop, stage: id } = await withOrder();
    const down = shop.environment(undefined, {
      assertGatewayAvailable: async () => {
        throw new Error('circuit is open');
      },
    });
    await expect(down.pay(id, 'pay', methods.succeeds)).rejects.toThrow();
    expect(shop.told.payments).toEqual(['bad']);
  });

  it('that cannot begin before the deadline are bad in the same invocation, whose answer waits for nothing', async () => {
    const { shop, stage: id } = await withOrder();
    const hanging = Promise.withResolvers<never>();
    const asked = vi.fn(() => hanging.promise);
    const slow = shop.environment(undefined, { assertGatewayAvailable: asked });
    const invocation = new AbortController();
    const payment = slow.pay(id, 'pay', methods.succeeds, { ...calmly, signal: invocation.signal });
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    invocation.abort(deadlineExceeded());
    expect(shop.told.payments).toEqual(['bad']);
    hanging.reject(deadlineExceeded());
    await expect(payment).rejects.toThrow();
    expect(shop.told.payments).toEqual(['bad']);
  });

  it('of an order that cannot be paid any more are the mistake of the customer', async () => {
    const { shop, stage: id } = await withOrder();
    await shop.healthy.cancel(id, 'cancel');
    await expect(shop.healthy.pay(id, 'pay', methods.succeeds)).rejects.toThrow();
    expect(shop.told.payments).toEqual([]);
  });
});
