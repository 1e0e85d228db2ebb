import { describe, expect, it } from 'vitest';
import { bindRemainingTime, remainingMs } from '../../../../lib/platform/resilience/remaining-time.ts';

describe('remainingMs', () => {
  it('is infinite for a signal without a time limit', () => {
    expect(remainingMs(new AbortController().signal)).toBe(Number.POSITIVE_INFINITY);
  });

  it('follows the clock that is bound to the signal, and is never negative', () => {
    const { signal } = new AbortController();
    let left = 120;
    bindRemainingTime(signal, () => left);
    expect(remainingMs(signal)).toBe(120);
    left = -5;
    expect(remainingMs(signal)).toBe(0);
  });

  it('is 0 once the signal is aborted, whatever the clock says', () => {
    const controller = new AbortController();
    bindRemainingTime(controller.signal, () => 120);
    controller.abort();
    expect(remainingMs(controller.signal)).toBe(0);
    expect(remainingMs(AbortSignal.abort())).toBe(0);
  });
});
