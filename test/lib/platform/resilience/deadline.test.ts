import { describe, expect, it } from 'vitest';
import { type Deadline, withDeadline } from '../../../../lib/platform/resilience/deadline.ts';
import { remainingMs } from '../../../../lib/platform/resilience/remaining-time.ts';
import { aPendingCall, watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler } from '../../../doubles/virtual-scheduler.ts';

/** An invocation that the platform ends 10 s from now. */
const anInvocation = (timeoutMs = 10_000) => {
  const scheduler = createVirtualScheduler();
  const endsAt = scheduler.now() + timeoutMs;
  return { scheduler, invocationRemainingMs: () => endsAt - scheduler.now(), reserveMs: 500 };
};

describe('withDeadline', () => {
  it('gives what the work gives, and leaves no timer', async () => {
    const invocation = anInvocation();
    expect(await withDeadline(invocation, async () => 'answer')).toBe('answer');
    expect(invocation.scheduler.pending()).toBe(0);
  });

  it('passes on what the work throws, and leaves no timer', async () => {
    const invocation = anInvocation();
    const failure = new Error('no luck');
    await expect(withDeadline(invocation, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(invocation.scheduler.pending()).toBe(0);
  });

  it('tells the time that is left, the reserve taken off, to whoever has the signal', async () => {
    const invocation = anInvocation();
    await withDeadline(invocation, async (deadline) => {
      expect(deadline.remainingMs()).toBe(9_500);
      await invocation.scheduler.advance(4_000);
      expect(deadline.remainingMs()).toBe(5_500);
      expect(remainingMs(deadline.signal)).toBe(5_500);
    });
  });

  it('ends work that ignores the signal as SYS-003 when the reserve begins', async () => {
    const invocation = anInvocation();
    let deadline: Deadline | undefined;
    const standing = watch(
      withDeadline(invocation, (given) => {
        deadline = given;
        return aPendingCall().call();
      }),
    );
    await invocation.scheduler.advance(9_499);
    expect(standing().state).toBe('pending');
    expect(deadline?.signal.aborted).toBe(false);
    await invocation.scheduler.advance(1);
    expect(standing()).toMatchObject({ state: 'rejected', failure: { code: 'SYS-003', status: 504 } });
    expect(deadline?.signal.reason).toMatchObject({ code: 'SYS-003' });
    expect(deadline?.remainingMs()).toBe(0);
  });

  it('does not begin what has no time left', async () => {
    const { call, made } = aPendingCall();
    await expect(withDeadline(anInvocation(400), call)).rejects.toMatchObject({ code: 'SYS-003' });
    expect(made()).toBe(0);
  });

  it('uses the system’s clock when it is given none', async () => {
    const endsAt = Date.now() + 30;
    const work = withDeadline(
      { invocationRemainingMs: () => endsAt - Date.now(), reserveMs: 10 },
      aPendingCall().call,
    );
    await expect(work).rejects.toMatchObject({ code: 'SYS-003' });
  });
});
