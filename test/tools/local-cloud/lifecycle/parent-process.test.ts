import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onParentGone } from '../../../../tools/local-cloud/lifecycle/parent-process.ts';

describe('onParentGone', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('calls back once when there is another parent', () => {
    let parent = 7;
    const callback = vi.fn();
    onParentGone(callback, () => parent);
    vi.advanceTimersByTime(1_000);
    expect(callback).not.toHaveBeenCalled();
    parent = 1;
    vi.advanceTimersByTime(1_000);
    expect(callback).toHaveBeenCalledOnce();
  });
});
