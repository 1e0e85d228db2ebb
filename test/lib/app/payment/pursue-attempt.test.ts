import { describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { patienceMs } from '../../../../lib/domain/settling.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withLostDecline, withOrder } from '../../../harness/shop/crash.ts';
import { times } from '../../../harness/shop/environment.ts';

const minute = 60_000;

/** A shop whose payment has an unknown outcome, and a reconciler whose gateway answers so to every question. */
const asking = async (retrieve: PaymentGateway['retrieve'], method = methods.timeoutAfterCharge) => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', method);
  let asked = 0;
  const gateway: PaymentGateway = {
    ...shop.gateway,
    retrieve: (...call) => {
      asked += 1;
      return retrieve(...call);
    },
  };
  const { reconcile } = shop.environment(undefined, { gateway });
  return {
    shop,
    id,
    asked: () => asked,
    attempt: () => shop.orders.findAttempt(id, 1, calmly),
    /** The job runs every minute. */
    runFor: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += minute) {
        shop.advance(minute);
        await reconcile();
        await shop.healthy.expire();
      }
    },
    stuck: () => Array.fromAsync(shop.orders.listDue('ATTENTION', '9999-01-01T00:00:00.000Z', calmly)),
  };
};

const processing: PaymentGateway['retrieve'] = async () => ({ status: 'processing' });
const missing: PaymentGateway['retrieve'] = async () => ({ status: 'missing' });
const down: PaymentGateway['retrieve'] = async () => {
  throw dependencyUnavailable('payment-gateway', 1, new Error('connection refused'));
};

describe('createPursueAttempt', () => {
  it.each([
    ['has not decided', processing, 'processing at the payment gateway'],
    ['is down', down, 'connection refused'],
  ])('leaves a payment to an operator after a day in which the gateway %s', async (_, retrieve, problem) => {
    const { shop, id, asked, attempt, runFor, stuck } = await asking(retrieve);
    await runFor(patienceMs.noOutcome - minute);
    expect(await stuck()).toEqual([]);
    expect((await shop.orderOf(id)).status).toBe('pending');
    await runFor(60 * minute);
    expect(await attempt()).toMatchObject({
      state: 'unknown',
      attention: { reason: 'no_outcome' },
      problem: expect.stringContaining(problem),
    });
    const before = asked();
    expect(before).toBeLessThan(70);
    await runFor(60 * minute);
    expect(asked()).toBe(before);
    expect(await stuck()).toMatchObject([{ orderId: id, attempt: 1 }]);
    expect(shop.told.stuck).toEqual([{ orderId: id, attempt: 1 }]);
  });

  it('releases the stock of an order whose payment the gateway does not know', async () => {
    const { shop, id, attempt, runFor } = await asking(missing);
    await runFor(times.paymentWindowMs + 30 * minute);
    expect(await attempt()).toMatchObject({ attention: { reason: 'unknown_to_gateway' } });
    expect(await shop.orderOf(id)).toMatchObject({ status: 'expired' });
    expect(await shop.available()).toBe(25);
  });

  it('refunds a payment that turns out to have succeeded after its order has expired', async () => {
    const { shop, id, runFor, stuck } = await asking(missing);
    await runFor(times.paymentWindowMs + 30 * minute);
    await shop.healthy.decide({ orderId: id, attempt: 1 }, { does: 'retry' });
    await shop.healthy.reconcile();
    expect(await shop.orderOf(id)).toMatchObject({ status: 'expired', payment: { state: 'paid' } });
    expect(shop.refunds()).toMatchObject([{ amount: 3_998 }]);
    expect(await stuck()).toEqual([]);
    await audit(shop);
  });

  it('settles a stuck payment as soon as the gateway reports it', async () => {
    const { shop, id, runFor, attempt, stuck } = await asking(processing);
    await runFor(patienceMs.noOutcome + 60 * minute);
    const { intentId = '' } = (await attempt()) ?? {};
    expect(await shop.healthy.wake(id, intentId)).toBe(true);
    expect(await attempt()).toMatchObject({ state: 'succeeded' });
    expect(await attempt()).not.toHaveProperty('attention');
    expect(await stuck()).toEqual([]);
    await shop.recover();
    await audit(shop);
  });

  it('judges a payment that gets stuck once more after an operator had it tried again once', async () => {
    const { shop, id, runFor, stuck } = await asking(processing);
    await runFor(patienceMs.noOutcome + 60 * minute);
    expect(shop.told.payments).toEqual(['bad']);
    await shop.healthy.decide({ orderId: id, attempt: 1 }, { does: 'retry' });
    expect(await stuck()).toEqual([]);
    await runFor(patienceMs.noOutcome + 60 * minute);
    expect(await stuck()).toHaveLength(1);
    expect(shop.told.payments).toEqual(['bad']);
  });

  it('stays stuck when the gateway is asked again and still does not know', async () => {
    const { shop, id, runFor, attempt } = await asking(processing);
    await runFor(patienceMs.noOutcome + 60 * minute);
    const before = await attempt();
    const { wake } = shop.environment(undefined, { gateway: { ...shop.gateway, retrieve: processing } });
    await wake(id, before?.intentId ?? '');
    expect(await attempt()).toMatchObject({ attention: before?.attention });
  });

  it('cancels no declined payment that another run has taken over, which may not have stored the decline', async () => {
    const { shop, stage: id } = await withLostDecline();
    const cancel = () => Promise.reject(new Error('down'));
    const other = shop.environment(undefined, { gateway: { ...shop.gateway, cancel } });
    const asked: string[] = [];
    const late = shop.environment(async (name, call) => {
      asked.push(name);
      const answer = await call();
      if (name === 'retrieve') {
        shop.advance(times.leaseMs);
        await other.reconcile();
      }
      return answer;
    });
    expect(await late.reconcile()).toMatchObject({ found: 1, settled: 0 });
    expect(asked).toContain('retrieve');
    expect(asked).not.toContain('cancel');
    await shop.recover();
    expect(await shop.orders.findAttempt(id, 1, calmly)).toMatchObject({ state: 'declined' });
  });

  it('skips an attempt that a request has leased, by every trigger', async () => {
    const { shop, stage: id } = await withOrder();
    const registered = Promise.withResolvers<string>();
    const confirmed = Promise.withResolvers<void>();
    const gateway: PaymentGateway = {
      ...shop.gateway,
      confirm: async (...call) => {
        registered.resolve(call[0].intentId);
        await confirmed.promise;
        return shop.gateway.confirm(...call);
      },
    };
    const paying = shop.environment(undefined, { gateway }).pay(id, 'pay');
    const intentId = await registered.promise;
    const before = await shop.orders.findAttempt(id, 1, calmly);
    expect(await shop.healthy.wake(id, intentId)).toBe(true);
    expect(await shop.orders.findAttempt(id, 1, calmly)).toEqual(before);
    confirmed.resolve();
    expect(await paying).toMatchObject({ statusCode: 200 });
    await audit(shop);
  });
});
