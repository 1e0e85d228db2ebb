import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CallOptions } from '../../../../lib/platform/call-options.ts';
import { isTimeout, withAttemptTimeout } from '../../../../lib/platform/resilience/deadline.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aPendingCall, watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler, settle } from '../../../doubles/virtual-scheduler.ts';

describe('withAttemptTimeout', () => {
  it('returns the result of the attempt, and leaves neither timer nor listener', async () => {
    const scheduler = createVirtualScheduler();
    const options = aCall();
    expect(await withAttemptTimeout(scheduler, 100, options, async () => 'answer')).toBe('answer');
    expect(scheduler.pending()).toBe(0);
    expect(getEventListeners(options.signal, 'abort')).toHaveLength(0);
  });

  it('aborts and ends an attempt that takes longer, also one that ignores its signal', async () => {
    const scheduler = createVirtualScheduler();
    let seen: AbortSignal | undefined;
    const standing = watch(
      withAttemptTimeout(scheduler, 100, aCall(), ({ signal }) => {
        seen = signal;
        return aPendingCall().call();
      }),
    );
    await scheduler.advance(99);
    expect(standing().state).toBe('pending');
    await scheduler.advance(1);
    expect(standing()).toMatchObject({ state: 'rejected', failure: { name: 'TimeoutError' } });
    expect(isTimeout(seen?.reason)).toBe(true);
  });

  it('passes the caller’s abort on with its reason', async () => {
    const scheduler = createVirtualScheduler();
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const standing = watch(
      withAttemptTimeout(scheduler, 100, aCall({ signal: controller.signal }), ({ signal }) => {
        seen = signal;
        return aPendingCall().call();
      }),
    );
    const reason = new Error('stop');
    controller.abort(reason);
    await settle();
    expect(standing()).toEqual({ state: 'rejected', failure: reason });
    expect(seen?.reason).toBe(reason);
    expect(scheduler.pending()).toBe(0);
  });

  it('does not begin under a signal that is aborted', async () => {
    const scheduler = createVirtualScheduler();
    const { call, made } = aPendingCall();
    const reason = new Error('stop');
    await expect(
      withAttemptTimeout(scheduler, 100, aCall({ signal: AbortSignal.abort(reason) }), call),
    ).rejects.toBe(reason);
    expect([made(), scheduler.pending()]).toEqual([0, 0]);
  });

  it.each([
    { requestMs: 40, attemptMs: 100, left: 40 },
    { requestMs: 400, attemptMs: 100, left: 100 },
  ])('leaves $left ms of $attemptMs ms when the request has $requestMs ms', async (given) => {
    const scheduler = createVirtualScheduler();
    const options = aCall({ deadline: scheduler.now() + given.requestMs });
    const attempt = async ({ deadline }: CallOptions) => deadline - scheduler.now();
    expect(await withAttemptTimeout(scheduler, given.attemptMs, options, attempt)).toBe(given.left);
  });
});

describe('isTimeout', () => {
  it('recognizes timeouts of any source by their name', () => {
    expect(isTimeout(new DOMException('late', 'TimeoutError'))).toBe(true);
    expect(isTimeout(Object.assign(new Error('late'), { name: 'TimeoutError' }))).toBe(true);
    expect(isTimeout(new DOMException('stop', 'AbortError'))).toBe(false);
    expect(isTimeout('TimeoutError')).toBe(false);
    expect(isTimeout(undefined)).toBe(false);
  });
});
