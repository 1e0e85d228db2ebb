import { describe, expect, it } from 'vitest';
import type { CallOptions } from '../../../../lib/platform/call-options.ts';
import { withDeadline } from '../../../../lib/platform/resilience/deadline.ts';
import { aPendingCall, watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler } from '../../../doubles/virtual-scheduler.ts';

/** An invocation that the platform ends 10 s from now. */
const anInvocation = (remainingMs = 10_000) => ({
  scheduler: createVirtualScheduler(),
  remainingMs,
  reserveMs: 500,
});

describe('withDeadline', () => {
  it('returns the result of the work, and leaves no timer', async () => {
    const invocation = anInvocation();
    expect(await withDeadline(invocation, async () => 'answer')).toBe('answer');
    expect(invocation.scheduler.pending()).toBe(0);
  });

  it('passes on an error of the work, and leaves no timer', async () => {
    const invocation = anInvocation();
    const failure = new Error('no luck');
    await expect(withDeadline(invocation, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(invocation.scheduler.pending()).toBe(0);
  });

  it('gives the work its deadline less the reserve', async () => {
    const invocation = anInvocation();
    const deadline = await withDeadline(invocation, async (options) => options.deadline);
    expect(deadline).toBe(invocation.scheduler.now() + 9_500);
  });

  it('ends work that ignores the signal as SYS-003 when the reserve begins', async () => {
    const invocation = anInvocation();
    let options: CallOptions | undefined;
    const standing = watch(
      withDeadline(invocation, (given) => {
        options = given;
        return aPendingCall().call();
      }),
    );
    await invocation.scheduler.advance(9_499);
    expect(standing().state).toBe('pending');
    expect(options?.signal.aborted).toBe(false);
    await invocation.scheduler.advance(1);
    expect(standing()).toMatchObject({ state: 'rejected', failure: { code: 'SYS-003', status: 504 } });
    expect(options?.signal.reason).toMatchObject({ code: 'SYS-003' });
  });

  it('does not begin work that has no time left', async () => {
    const { call, made } = aPendingCall();
    await expect(withDeadline(anInvocation(400), call)).rejects.toMatchObject({ code: 'SYS-003' });
    expect(made()).toBe(0);
  });

  it('uses the system’s clock when it is given none', async () => {
    const work = withDeadline({ remainingMs: 30, reserveMs: 10 }, aPendingCall().call);
    await expect(work).rejects.toMatchObject({ code: 'SYS-003' });
  });
});
