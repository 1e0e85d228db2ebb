import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../../../../tools/simulation/world/virtual-time.ts';

describe('virtual time', () => {
  const setUp = () => {
    const time = createVirtualTime(1_000);
    const log: string[] = [];
    const note = (text: string) => () => {
      log.push(`${time.now()} ${text}`);
    };
    return { time, log, note };
  };

  it('runs timers by time, and those of one time as they were set', async () => {
    const { time, log, note } = setUp();
    for (const [ms, text] of [
      [30, 'c'],
      [10, 'a'],
      [20, 'b1'],
      [20, 'b2'],
      [0, 'now'],
    ] as const) {
      time.after(ms, note(text));
    }
    await time.run(Number.POSITIVE_INFINITY);
    expect(log).toEqual(['1000 now', '1010 a', '1020 b1', '1020 b2', '1030 c']);
  });

  it('runs promises of a timer before the next timer', async () => {
    const { time, log, note } = setUp();
    time.after(10, async () => {
      for (let step = 0; step < 20; step += 1) await undefined;
      note('after twenty awaits')();
      time.after(5, note('nested'));
    });
    time.after(20, note('later'));
    await time.run(Number.POSITIVE_INFINITY);
    expect(log).toEqual(['1010 after twenty awaits', '1015 nested', '1020 later']);
  });

  it('stops at a time or at its end, and continues from there', async () => {
    const { time, log, note } = setUp();
    time.after(10, note('a'));
    time.after(50, note('b'));
    await time.run(1_030);
    expect([time.now(), ...log]).toEqual([1_030, '1010 a']);
    await time.run(2_000, () => log.length === 2);
    expect([time.now(), ...log]).toEqual([1_050, '1010 a', '1050 b']);
  });

  it('does not run a cancelled timer', async () => {
    const { time, log, note } = setUp();
    const cancel = time.after(10, note('a'));
    cancel();
    await time.run(2_000);
    expect(log).toEqual([]);
  });

  it('has whole milliseconds', async () => {
    const { time, log, note } = setUp();
    time.after(0.25, note('a'));
    await time.run(2_000);
    expect(log).toEqual(['1001 a']);
  });
});
