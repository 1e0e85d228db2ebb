import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import {
  type PaymentSimulator,
  type PaymentSimulatorOptions,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { stripeRequests } from '../../../harness/local-cloud/stripe-requests.ts';

const outcomeOf = async (call: Promise<{ readonly status: number }>) => {
  try {
    return (await call).status;
  } catch (error) {
    const { name, cause } = error as Error;
    return (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
  }
};

describe('startPaymentSimulator', () => {
  const running: PaymentSimulator[] = [];
  const start = async (options?: PaymentSimulatorOptions) => {
    const simulator = await startPaymentSimulator(options);
    running.push(simulator);
    return { simulator, stripe: stripeRequests(simulator.url) };
  };
  afterEach(async () => {
    for (const simulator of running.splice(0)) await simulator.close();
  });

  const soon = () => ({ signal: AbortSignal.timeout(100) });
  const modes = [
    ['refuse', 'ECONNREFUSED'],
    ['hang', 'TimeoutError'],
    ['error', 503],
  ] as const;

  describe('when it is taken down', () => {
    it.each(modes)('answers in mode %s with %s, and takes no money', async (mode, outcome) => {
      const { simulator, stripe } = await start();
      const id = await stripe.intent();
      await simulator.beginOutage({ mode, seconds: 60 });
      expect(await outcomeOf(stripe.confirm(id, methods.succeeds, soon()))).toBe(outcome);
      await simulator.endOutage();
      const { body } = await stripe.get(`/v1/payment_intents/${id}`);
      expect(body.status).toBe('requires_payment_method');
      expect(simulator.ledger()).toEqual([]);
    });

    it('keeps the 503 of mode error under the key, and carries out a request with another key', async () => {
      const { simulator, stripe } = await start();
      const id = await stripe.intent();
      await simulator.beginOutage({ mode: 'error', seconds: 60 });
      await stripe.confirm(id, methods.succeeds, { key: 'a' });
      await simulator.endOutage();
      const repeated = await stripe.confirm(id, methods.succeeds, { key: 'a' });
      expect([repeated.status, repeated.headers.get('idempotent-replayed')]).toEqual([503, 'true']);
      expect((await stripe.confirm(id, methods.succeeds, { key: 'b' })).status).toBe(200);
    });

    it.each(modes)('recovers after mode %s (%s) on the same port', async (mode) => {
      const { simulator, stripe } = await start();
      await simulator.beginOutage({ mode, seconds: 0.3 });
      expect(await outcomeOf(stripe.get('/v1/refunds', soon()))).not.toBe(200);
      await vi.waitUntil(async () => (await outcomeOf(stripe.get('/v1/refunds', soon()))) === 200);
    });

    it('follows the last of several outages, for its duration', async () => {
      const { simulator, stripe } = await start();
      await Promise.all([
        simulator.beginOutage({ mode: 'refuse', seconds: 0.05 }),
        simulator.beginOutage({ mode: 'hang', seconds: 0.05 }),
        simulator.beginOutage({ mode: 'refuse', seconds: 0.05 }),
        simulator.beginOutage({ mode: 'error', seconds: 60 }),
      ]);
      const begun = performance.now();
      await vi.waitUntil(() => performance.now() > begun + 100);
      expect(await outcomeOf(stripe.get('/v1/refunds'))).toBe(503);
      await simulator.endOutage();
      expect(await outcomeOf(stripe.get('/v1/refunds'))).toBe(200);
    });

    it('cuts connections that clients keep when it refuses', async () => {
      const { simulator } = await start();
      const agent = new Agent({ keepAlive: true });
      const closed = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<void>();
      request(`${simulator.url}/v1/refunds`, { agent }, (response) => {
        response.socket.once('close', closed.resolve);
        response.resume().once('end', answered.resolve);
      }).end();
      await answered.promise;
      await simulator.beginOutage({ mode: 'refuse', seconds: 60 });
      await closed.promise;
      agent.destroy();
    });

    it('stops at once, also in the middle of an outage', async () => {
      for (const [mode] of modes) {
        const { simulator, stripe } = await start();
        await simulator.beginOutage({ mode, seconds: 60 });
        const call = outcomeOf(stripe.get('/v1/refunds'));
        await simulator.close();
        expect(await call).not.toBe(200);
      }
    });
  });

  it.each([
    [methods.timeoutAfterCharge, 1],
    [methods.timeoutBeforeCharge, 0],
  ])('hangs up on %s in the end, having made %i charges', async (paymentMethod, charges) => {
    const { simulator, stripe } = await start({ holdMs: 50 });
    const id = await stripe.intent();
    expect(await outcomeOf(stripe.confirm(id, paymentMethod))).toBe('UND_ERR_SOCKET');
    expect(simulator.ledger()).toHaveLength(charges);
  });

  it('charges once for keys that are used many times in parallel', async () => {
    const { simulator, stripe } = await start();
    const ids = [await stripe.intent(), await stripe.intent()];
    const calls = Array.from({ length: 20 }, (_, n) => {
      const id = ids[n % 2] ?? '';
      return stripe.confirm(id, methods.succeeds, { key: id });
    });
    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(
      simulator
        .ledger()
        .map(({ intentId }) => intentId)
        .sort(),
    ).toEqual(ids.sort());
  });

  it('restores the payments of the previous run from its journal', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'payments-'));
    const journalFile = join(directory, 'payments.jsonl');
    const before = await start({ journalFile });
    const [taken, left] = [await before.stripe.intent(), await before.stripe.intent()];
    await before.stripe.confirm(taken, methods.succeeds);
    const ledger = before.simulator.ledger();
    await before.simulator.close();

    const after = await start({ journalFile });
    expect(after.simulator.ledger()).toEqual(ledger);
    expect((await after.stripe.post('/v1/refunds', { payment_intent: taken })).status).toBe(200);
    expect((await after.stripe.confirm(left, methods.succeeds)).status).toBe(200);
    expect(after.simulator.ledger()).toHaveLength(3);
    await rm(directory, { recursive: true });
  });
});
