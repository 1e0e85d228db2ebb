import { describe, expect, it } from 'vitest';
import {
  createRetry,
  createRetryBudget,
  type RetryOptions,
} from '../../../../lib/platform/resilience/retry.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aPendingCall, watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler, settle } from '../../../doubles/virtual-scheduler.ts';

const transient = new Error('transient');
const fatal = new Error('fatal');
const calmly = aCall();

const setUp = (options: Partial<RetryOptions> = {}) => {
  const scheduler = createVirtualScheduler();
  const retry = createRetry({
    maxAttempts: 4,
    baseMs: 100,
    capMs: 300,
    isRetryable: (failure) => failure === transient,
    budget: createRetryBudget({ initialRetries: 100, maximumRetries: 100 }),
    random: () => 0.5,
    scheduler,
    ...options,
  });
  return { scheduler, retry };
};

/** A dependency that fails this often before it answers; `at` holds the times of the calls. */
const aFlakyCall = (scheduler: { now(): number }, failures: readonly unknown[]) => {
  const start = scheduler.now();
  const at: number[] = [];
  const call = async () => {
    at.push(scheduler.now() - start);
    if (at.length <= failures.length) throw failures[at.length - 1];
    return 'answer';
  };
  return { call, at };
};

describe('createRetry', () => {
  it('makes one attempt when it succeeds', async () => {
    const { retry, scheduler } = setUp();
    const { call, at } = aFlakyCall(scheduler, []);
    expect(await retry(calmly, call)).toBe('answer');
    expect(at).toEqual([0]);
  });

  it('tries again after longer and longer waits until it succeeds', async () => {
    const { retry, scheduler } = setUp();
    const { call, at } = aFlakyCall(scheduler, [transient, transient, transient]);
    const standing = watch(retry(calmly, call));
    await scheduler.advance(1_000);
    expect(standing()).toEqual({ state: 'fulfilled', value: 'answer' });
    expect(at).toEqual([0, 50, 150, 300]);
  });

  it('fails with the last failure when the attempts are used up', async () => {
    const { retry, scheduler } = setUp({ maxAttempts: 2 });
    const { call, at } = aFlakyCall(scheduler, [transient, transient, transient]);
    const standing = watch(retry(calmly, call));
    await scheduler.advance(1_000);
    expect(standing()).toEqual({ state: 'rejected', failure: transient });
    expect(at).toHaveLength(2);
  });

  it('does not retry a failure that is not retryable, such as a decline or a wrong request', async () => {
    const { retry, scheduler } = setUp();
    const { call, at } = aFlakyCall(scheduler, [fatal]);
    await expect(retry(calmly, call)).rejects.toBe(fatal);
    expect(at).toHaveLength(1);
  });

  it('spreads the retries of callers that failed together', async () => {
    const draws = [0.1, 0.9];
    const { retry, scheduler } = setUp({ random: () => draws.shift() ?? 0 });
    const callers = [aFlakyCall(scheduler, [transient]), aFlakyCall(scheduler, [transient])];
    for (const { call } of callers) watch(retry(calmly, call));
    await scheduler.advance(1_000);
    expect(callers.map(({ at }) => at[1])).toEqual([10, 90]);
  });

  describe('when the budget is empty', () => {
    it('fails with the first failure without a wait', async () => {
      const { retry, scheduler } = setUp({ budget: createRetryBudget({ initialRetries: 0 }) });
      const { call, at } = aFlakyCall(scheduler, [transient]);
      await expect(retry(calmly, call)).rejects.toBe(transient);
      expect([at.length, scheduler.pending()]).toEqual([1, 0]);
    });

    it('spends nothing on a failure that is not retryable', async () => {
      const { retry, scheduler } = setUp({
        budget: createRetryBudget({ initialRetries: 1 }),
        random: () => 0,
      });
      await retry(calmly, aFlakyCall(scheduler, [fatal]).call).catch(() => {});
      const standing = watch(retry(calmly, aFlakyCall(scheduler, [transient]).call));
      await scheduler.advance(0);
      expect(standing()).toEqual({ state: 'fulfilled', value: 'answer' });
    });
  });

  describe('when the signal is aborted', () => {
    const stop = new Error('stop');

    it('ends at once during an attempt, with the signal’s reason', async () => {
      const { retry } = setUp();
      const controller = new AbortController();
      const standing = watch(retry(aCall({ signal: controller.signal }), aPendingCall().call));
      controller.abort(stop);
      await settle();
      expect(standing()).toEqual({ state: 'rejected', failure: stop });
    });

    it('ends at once during a wait, with the failure before it, and makes no further attempt', async () => {
      const { retry, scheduler } = setUp();
      const controller = new AbortController();
      const { call, at } = aFlakyCall(scheduler, [transient]);
      const standing = watch(retry(aCall({ signal: controller.signal }), call));
      await scheduler.advance(49);
      controller.abort(stop);
      await settle();
      expect(standing()).toEqual({ state: 'rejected', failure: transient });
      await scheduler.advance(10_000);
      expect([at.length, scheduler.pending()]).toEqual([1, 0]);
    });

    it('ends at once during a later attempt, with the failure of the earlier one', async () => {
      const { retry, scheduler } = setUp();
      const controller = new AbortController();
      let attempts = 0;
      const standing = watch(
        retry(aCall({ signal: controller.signal }), () => {
          attempts += 1;
          return attempts === 1 ? Promise.reject(transient) : aPendingCall().call();
        }),
      );
      await scheduler.advance(50);
      expect(attempts).toBe(2);
      controller.abort(stop);
      await settle();
      expect(standing()).toEqual({ state: 'rejected', failure: transient });
    });

    it('makes no attempt when it was aborted before', async () => {
      const { retry, scheduler } = setUp();
      const { call, at } = aFlakyCall(scheduler, []);
      await expect(retry(aCall({ signal: AbortSignal.abort(stop) }), call)).rejects.toBe(stop);
      expect(at).toEqual([]);
    });
  });

  it('does not begin a wait that would outlast the request', async () => {
    const { retry, scheduler } = setUp();
    const options = aCall({ deadline: scheduler.now() + 50 });
    const { call, at } = aFlakyCall(scheduler, [transient]);
    await expect(retry(options, call)).rejects.toBe(transient);
    expect([at.length, scheduler.pending()]).toEqual([1, 0]);
  });
});
