import { describe, expect, it, vi } from 'vitest';
import { startStopwatch } from './busy-machine.ts';

/** A duration of 3 s in which the thread got and waited for so many nanoseconds. */
const measured = (got: number, waitedFor: number) => {
  const readings = [
    { got: 1_000, waitedFor: 500 },
    { got: 1_000 + got, waitedFor: 500 + waitedFor },
  ];
  const times = [10_000, 13_000];
  return startStopwatch(
    () => readings.shift() ?? { got: 0, waitedFor: 0 },
    () => times.shift() ?? 0,
  ).stop();
};
const aContext = () => ({ skip: vi.fn() as never });
const underTwoSeconds = (elapsedMs: number) => expect(elapsedMs).toBeLessThan(2_000);

describe('startStopwatch', () => {
  it('lets a test fail that took too long on a free machine', () => {
    const context = aContext();
    expect(() => measured(700, 300).judge(context, underTwoSeconds)).toThrow('3000');
    expect(context.skip).not.toHaveBeenCalled();
  });

  it('voids the test on a busy machine, and reports that', () => {
    const context = aContext();
    measured(310, 690).judge(context, underTwoSeconds);
    expect(context.skip).toHaveBeenCalledExactlyOnceWith(
      'machine too busy, result void: got 31 % of the processor time it asked for',
    );
  });

  it('keeps the result of a test that passes on a busy machine', () => {
    const context = aContext();
    measured(1, 999).judge(context, (elapsedMs) => expect(elapsedMs).toBe(3_000));
    expect(context.skip).not.toHaveBeenCalled();
  });

  it('lets a test fail where the system reports no load', () => {
    expect(() => measured(0, 0).judge(aContext(), underTwoSeconds)).toThrow('3000');
  });
});
