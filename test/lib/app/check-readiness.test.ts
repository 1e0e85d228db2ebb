import { describe, expect, it, vi } from 'vitest';
import { checkReadiness } from '../../../lib/app/check-readiness.ts';
import type { HealthCheck } from '../../../lib/platform/ports.ts';
import { aCall } from '../../builders/a-call.ts';

const options = aCall();
const passing = (name: string): HealthCheck => ({ name, check: async () => {} });
const failing = (name: string, reason: unknown): HealthCheck => ({
  name,
  check: async () => {
    throw reason;
  },
});
const deaf = (name: string): HealthCheck => ({ name, check: () => new Promise(() => {}) });

const ask = async (checks: readonly HealthCheck[], timeoutMs = 5_000) => {
  const onFailure = vi.fn();
  const readiness = await checkReadiness({ checks, timeoutMs, onFailure })(options);
  return { readiness, onFailure };
};

describe('checkReadiness', () => {
  it('is ok when every check passes', async () => {
    const { readiness, onFailure } = await ask([passing('dynamodb'), passing('event-bus')]);
    expect(readiness).toEqual({ status: 'ok', checks: { dynamodb: 'ok', 'event-bus': 'ok' } });
    expect(onFailure).not.toHaveBeenCalled();
  });

  it('is degraded when one fails, and says no more than which', async () => {
    const reason = new Error('connect ECONNREFUSED 10.0.0.1:443');
    const { readiness } = await ask([passing('dynamodb'), failing('event-bus', reason)]);
    expect(readiness).toEqual({
      status: 'degraded',
      checks: { dynamodb: 'ok', 'event-bus': 'unavailable' },
    });
  });

  it('tells the operator why', async () => {
    const reason = new Error('connect ECONNREFUSED 10.0.0.1:443');
    const { onFailure } = await ask([failing('event-bus', reason)]);
    expect(onFailure.mock.calls).toEqual([['event-bus', reason]]);
  });

  it('leaves no rejection behind when a check throws at once and its time passes later', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const check = () => {
      throw new Error('no');
    };
    await ask([{ name: 'dynamodb', check }], 5);
    await new Promise((resolve) => setTimeout(resolve, 30));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('takes a check that throws at once for one that fails', async () => {
    const throwing: HealthCheck = {
      name: 'dynamodb',
      check: () => {
        throw new Error('no');
      },
    };
    const { readiness } = await ask([throwing, passing('event-bus')]);
    expect(readiness.checks).toEqual({ dynamodb: 'unavailable', 'event-bus': 'ok' });
  });

  it('starts every check before any has finished', async () => {
    const started: string[] = [];
    const all = Promise.withResolvers<void>();
    const waiting = (name: string): HealthCheck => ({
      name,
      check: () => {
        started.push(name);
        if (started.length === 3) all.resolve();
        return all.promise;
      },
    });
    const { readiness } = await ask([waiting('a'), waiting('b'), waiting('c')]);
    expect(readiness.status).toBe('ok');
  });

  it('does not wait for a check that ignores its signal', async () => {
    const start = performance.now();
    const { readiness, onFailure } = await ask([deaf('dynamodb'), passing('event-bus')], 50);
    expect(readiness.checks).toEqual({ dynamodb: 'timeout', 'event-bus': 'ok' });
    expect(onFailure).toHaveBeenCalledWith('dynamodb', expect.objectContaining({ name: 'TimeoutError' }));
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('bounds all checks at the same time, not one after the other', async () => {
    const start = performance.now();
    await ask([deaf('a'), deaf('b'), deaf('c'), deaf('d')], 200);
    expect(performance.now() - start).toBeLessThan(600);
  });

  it('aborts a check when its time is up, and when the request’s is', async () => {
    const signals: AbortSignal[] = [];
    const listening: HealthCheck = {
      name: 'dynamodb',
      check: ({ signal }) => {
        signals.push(signal);
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    };
    expect((await ask([listening], 20)).readiness.checks).toEqual({ dynamodb: 'timeout' });
    const deadline = new AbortController();
    const answer = checkReadiness({ checks: [listening], timeoutMs: 5_000, onFailure: () => {} })(
      aCall({ signal: deadline.signal }),
    );
    deadline.abort();
    expect((await answer).checks).toEqual({ dynamodb: 'unavailable' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('is ok when there is nothing to check', async () => {
    expect((await ask([])).readiness).toEqual({ status: 'ok', checks: {} });
  });
});
