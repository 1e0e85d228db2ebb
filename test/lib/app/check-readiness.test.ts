import { describe, expect, it, vi } from 'vitest';
import { type CheckReadinessDependencies, checkReadiness } from '../../../lib/app/check-readiness.ts';
import type { HealthCheck } from '../../../lib/platform/ports.ts';
import { aCall } from '../../builders/a-call.ts';
import { createVirtualScheduler } from '../../doubles/virtual-scheduler.ts';

const options = aCall();
const passing = (name: string): HealthCheck => ({ name, check: async () => {} });
const failing = (name: string, reason: unknown): HealthCheck => ({
  name,
  check: async () => {
    throw reason;
  },
});
const deaf = (name: string): HealthCheck => ({ name, check: () => new Promise(() => {}) });

/** A readiness check, by a clock that the test moves. */
const aReadiness = (required: readonly HealthCheck[], facts: Partial<CheckReadinessDependencies> = {}) => {
  const scheduler = createVirtualScheduler(0);
  const onFailure = vi.fn();
  const check = checkReadiness({
    required,
    optional: [],
    timeoutMs: 5_000,
    maxAgeMs: 1_000,
    scheduler,
    onFailure,
    ...facts,
  });
  return { check, scheduler, onFailure };
};

/** The answer after so many milliseconds, which suffice for checks that do not wait. */
const ask = async (checks: readonly HealthCheck[], afterMs = 0) => {
  const { check, scheduler, onFailure } = aReadiness(checks);
  const answer = check(options);
  await scheduler.advance(afterMs);
  return { readiness: await answer, onFailure, scheduler };
};

/** A check that counts its calls, each of which ends when the test lets it. */
const aSlowCheck = () => {
  const calls: PromiseWithResolvers<void>[] = [];
  const check: HealthCheck = {
    name: 'dynamodb',
    check: () => {
      const call = Promise.withResolvers<void>();
      calls.push(call);
      return call.promise;
    },
  };
  return { check, calls };
};

describe('checkReadiness', () => {
  it('is ok when every check passes', async () => {
    const { readiness, onFailure } = await ask([passing('dynamodb'), passing('event-bus')]);
    const checks = { dynamodb: 'ok', 'event-bus': 'ok' };
    expect(readiness).toEqual({ isReady: true, status: 'ok', checks });
    expect(onFailure).not.toHaveBeenCalled();
  });

  it('is not ready when a required check fails, and states only its name', async () => {
    const reason = new Error('connect ECONNREFUSED 10.0.0.1:443');
    const { readiness } = await ask([passing('dynamodb'), failing('event-bus', reason)]);
    expect(readiness).toEqual({
      isReady: false,
      status: 'degraded',
      checks: { dynamodb: 'ok', 'event-bus': 'unavailable' },
    });
  });

  it('is ready and degraded when an optional check fails', async () => {
    const optional = [failing('event-bus', new Error('down')), passing('catalogue-cache')];
    const { check, onFailure } = aReadiness([passing('dynamodb')], { optional });
    expect(await check(options)).toEqual({
      isReady: true,
      status: 'degraded',
      checks: { dynamodb: 'ok', 'event-bus': 'unavailable', 'catalogue-cache': 'ok' },
    });
    expect(onFailure).toHaveBeenCalledOnce();
  });

  describe('when it is asked often', () => {
    it('runs once for all requests that come during the run', async () => {
      const { check: slow, calls } = aSlowCheck();
      const { check, scheduler } = aReadiness([slow]);
      const first = check(options);
      await scheduler.advance(4_000);
      const second = check(options);
      expect(calls).toHaveLength(1);
      calls[0]?.resolve();
      expect(await second).toBe(await first);
    });

    it('keeps the result for a second from the end of the run, good or bad', async () => {
      const { check: slow, calls } = aSlowCheck();
      const { check, scheduler } = aReadiness([slow]);
      const first = check(options);
      await scheduler.advance(4_000);
      calls[0]?.reject(new Error('down'));
      expect((await first).isReady).toBe(false);
      await scheduler.advance(999);
      expect(await check(options)).toBe(await first);
      expect(calls).toHaveLength(1);
      await scheduler.advance(1);
      const later = check(options);
      calls[1]?.resolve();
      expect((await later).isReady).toBe(true);
    });
  });

  it('reports the reason of a failed check', async () => {
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
    const { scheduler } = await ask([{ name: 'dynamodb', check }]);
    await scheduler.advance(5_000);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('treats a check that throws at once as failed', async () => {
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
    const { readiness, onFailure } = await ask([deaf('dynamodb'), passing('event-bus')], 5_000);
    expect(readiness.checks).toEqual({ dynamodb: 'timeout', 'event-bus': 'ok' });
    expect(onFailure).toHaveBeenCalledWith('dynamodb', expect.objectContaining({ name: 'TimeoutError' }));
  });

  it('bounds all checks at the same time, not one after the other', async () => {
    const { readiness, scheduler } = await ask([deaf('a'), deaf('b'), deaf('c'), deaf('d')], 5_000);
    expect(Object.values(readiness.checks)).toEqual(['timeout', 'timeout', 'timeout', 'timeout']);
    expect(scheduler.now()).toBe(5_000);
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
    expect((await ask([listening], 5_000)).readiness.checks).toEqual({ dynamodb: 'timeout' });
    const deadline = new AbortController();
    const answer = aReadiness([listening]).check(aCall({ signal: deadline.signal }));
    deadline.abort();
    expect((await answer).checks).toEqual({ dynamodb: 'unavailable' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('is ok when there is nothing to check', async () => {
    expect((await ask([])).readiness).toEqual({ isReady: true, status: 'ok', checks: {} });
  });
});
