import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../../../lib/platform/resilience/scheduler.ts';
import { watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler, settle } from '../../../doubles/virtual-scheduler.ts';

describe('sleep', () => {
  it('takes the time that it is given', async () => {
    const scheduler = createVirtualScheduler();
    const { signal } = new AbortController();
    const standing = watch(sleep(scheduler, 100, signal));
    await scheduler.advance(99);
    expect(standing().state).toBe('pending');
    await scheduler.advance(1);
    expect(standing().state).toBe('fulfilled');
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends when the signal is aborted, and leaves no timer', async () => {
    const scheduler = createVirtualScheduler();
    const controller = new AbortController();
    const standing = watch(sleep(scheduler, 100, controller.signal));
    controller.abort();
    await settle();
    expect(standing().state).toBe('fulfilled');
    expect(scheduler.pending()).toBe(0);
  });

  it('does not begin under a signal that is aborted', async () => {
    const scheduler = createVirtualScheduler();
    await sleep(scheduler, 100, AbortSignal.abort());
    expect(scheduler.pending()).toBe(0);
  });
});
