import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  createRetryOnConflict,
} from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { aCall } from '../../../builders/a-call.ts';
import { watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler } from '../../../doubles/virtual-scheduler.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

/** Writers that lose `conflicts` times before they win; `at` holds the time when each began. */
const setUp = ({ conflicts = Number.POSITIVE_INFINITY, options = calmly, random = 0.5 } = {}) => {
  const scheduler = createVirtualScheduler();
  const start = scheduler.now();
  const at: number[] = [];
  const write = async () => {
    at.push(scheduler.now() - start);
    if (at.length <= conflicts) throw new ConflictError();
    return 'written';
  };
  const retry = createRetryOnConflict({ scheduler, random: () => random });
  return { at, scheduler, standing: watch(retry('order 1', write, options)) };
};

describe('createRetryOnConflict', () => {
  it('writes once when nothing conflicts', async () => {
    const { at, scheduler, standing } = setUp({ conflicts: 0 });
    await scheduler.advance(0);
    expect(standing()).toEqual({ state: 'fulfilled', value: 'written' });
    expect(at).toEqual([0]);
    expect(scheduler.pending()).toBe(0);
  });

  it('waits longer after each conflict, up to a bound, with jitter', async () => {
    const { at, scheduler, standing } = setUp({ conflicts: 7 });
    await scheduler.advance(1_000);
    expect(standing()).toEqual({ state: 'fulfilled', value: 'written' });
    expect(at).toEqual([0, 5, 15, 35, 75, 155, 255, 355]);
  });

  it('gives up as SYS-004 after 3 s, and reports the operation and its attempts', async () => {
    const { at, scheduler, standing } = setUp({ random: 0.999 });
    await scheduler.advance(3_000);
    expect(standing()).toMatchObject({
      state: 'rejected',
      failure: {
        code: 'SYS-004',
        status: 503,
        retryAfterSeconds: 1,
        cause: {
          message: expect.stringMatching(
            new RegExp(`^too many concurrent updates of order 1: ${at.length} attempts in 2\\d{3} ms$`),
          ),
          cause: expect.any(ConflictError),
        },
      },
    });
    expect(at.at(-1)).toBeLessThanOrEqual(3_000);
    expect(at.length).toBeGreaterThan(15);
  });

  it('gives up as SYS-004 when the deadline comes before the next attempt', async () => {
    const deadline = createVirtualScheduler().now() + 4;
    const { at, scheduler, standing } = setUp({ options: aCall({ deadline }) });
    await scheduler.advance(0);
    expect(standing()).toMatchObject({ state: 'rejected', failure: { code: 'SYS-004' } });
    expect(at).toEqual([0]);
  });

  it('bounds a nested loop by its own time', async () => {
    const scheduler = createVirtualScheduler();
    const retry = createRetryOnConflict({ scheduler, random: () => 0.999 });
    const start = scheduler.now();
    let last = start;
    const write = async () => {
      last = scheduler.now();
      throw new ConflictError();
    };
    let inner = 0;
    const standing = watch(
      retry(
        'order 1',
        async (limited) => {
          inner += 1;
          if (inner < 3) throw new ConflictError();
          return retry('its items', write, limited);
        },
        calmly,
      ),
    );
    await scheduler.advance(6_000);
    expect(standing()).toMatchObject({ state: 'rejected', failure: { code: 'SYS-004' } });
    expect(last - start).toBeGreaterThan(2_000);
    expect(last - start).toBeLessThanOrEqual(3_000);
  });

  it('begins no further attempt once the signal is aborted', async () => {
    const deadline = new AbortController();
    const { at, scheduler, standing } = setUp({ options: aCall({ signal: deadline.signal }) });
    await scheduler.advance(0);
    deadline.abort(new Error('time is up'));
    await scheduler.advance(1_000);
    expect(standing()).toMatchObject({ state: 'rejected', failure: { message: 'time is up' } });
    expect(at).toEqual([0]);
  });

  it('passes every other failure on at once', async () => {
    const scheduler = createVirtualScheduler();
    const retry = createRetryOnConflict({ scheduler, random: () => 0 });
    let attempts = 0;
    const fail = async () => {
      attempts += 1;
      throw new Error('broken');
    };
    await expect(retry('order 1', fail, calmly)).rejects.toThrow('broken');
    expect(attempts).toBe(1);
  });
});
