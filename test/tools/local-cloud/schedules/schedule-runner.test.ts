import { afterEach, describe, expect, it, vi } from 'vitest';
import { schedules } from '../../../../lib/contract/schedules.ts';
import type { Invocation } from '../../../../tools/local-cloud/lambda/invocation.ts';
import { scheduleIntervals } from '../../../../tools/local-cloud/schedules/schedule-intervals.ts';
import { createScheduleRunner } from '../../../../tools/local-cloud/schedules/schedule-runner.ts';

const succeeded: Invocation = { outcome: { status: 'succeeded', payload: 'null' }, coldStart: false };

const aRunner = (invoke: (name: string) => Promise<Invocation> = async () => succeeded) => {
  const events: { name: string; event: Record<string, unknown> }[] = [];
  let milliseconds = 0;
  const runner = createScheduleRunner({
    now: () => (milliseconds += 100),
    intervals: { sweep: 1_000, settle: 1_000, fold: 4_000 },
    invoke: async (name, { event }) => {
      events.push({ name, event: JSON.parse(event) });
      return invoke(name);
    },
  });
  return { runner, events };
};

describe('createScheduleRunner', () => {
  afterEach(() => vi.useRealTimers());

  describe('when its interval passes', () => {
    it('runs every function with a scheduled event', async () => {
      vi.useFakeTimers();
      const { runner, events } = aRunner();
      runner.start();
      await vi.advanceTimersByTimeAsync(1_000);
      runner.stop();
      expect(events.map(({ name }) => name)).toEqual(['sweep', 'settle']);
      expect(events[0]?.event).toMatchObject({ 'detail-type': 'Scheduled Event', source: 'aws.events' });
    });

    it('runs a function with a longer interval less often', async () => {
      vi.useFakeTimers();
      const { runner, events } = aRunner();
      runner.start();
      await vi.advanceTimersByTimeAsync(8_000);
      runner.stop();
      const runs = Map.groupBy(events, ({ name }) => name);
      expect([runs.get('sweep')?.length, runs.get('fold')?.length]).toEqual([8, 2]);
    });

    it('does not overtake a run that takes longer', async () => {
      vi.useFakeTimers();
      const { promise, resolve } = Promise.withResolvers<Invocation>();
      const { runner, events } = aRunner(() => promise);
      runner.start();
      await vi.advanceTimersByTimeAsync(3_000);
      expect(events).toHaveLength(2);
      resolve(succeeded);
      await vi.advanceTimersByTimeAsync(500);
      expect(events).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(500);
      runner.stop();
      expect(events).toHaveLength(5);
    });
  });

  describe('when it was stopped', () => {
    it('runs no function', async () => {
      vi.useFakeTimers();
      const { runner, events } = aRunner();
      runner.start();
      runner.stop();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(events).toEqual([]);
    });
  });

  describe('when a run is asked for', () => {
    it('runs the function now', async () => {
      const { runner, events } = aRunner();
      expect(await runner.run('settle')).toEqual(succeeded);
      expect(events.map(({ name }) => name)).toEqual(['settle']);
    });

    it('joins the run that is under way', async () => {
      const { promise, resolve } = Promise.withResolvers<Invocation>();
      const { runner, events } = aRunner(() => promise);
      const both = Promise.all([runner.run('sweep'), runner.run('sweep')]);
      resolve(succeeded);
      expect(await both).toEqual([succeeded, succeeded]);
      expect(events).toHaveLength(1);
    });

    it('refuses a function that is not a scheduled job', async () => {
      const { runner } = aRunner();
      await expect(runner.run('create-order')).rejects.toThrow('create-order');
    });
  });
});

describe('snapshot of a schedule runner', () => {
  const timedOut: Invocation = { outcome: { status: 'timed-out' }, coldStart: false };

  it('contains the number of runs of each function and the result of the last one', async () => {
    const { runner } = aRunner(async (name) => (name === 'fold' ? timedOut : succeeded));
    await runner.run('fold');
    await runner.run('sweep');
    await runner.run('sweep');
    expect(runner.snapshot()).toEqual([
      {
        name: 'sweep',
        everySeconds: 1,
        runs: 2,
        lastRun: { startedAt: 500, endedAt: 600, status: 'succeeded' },
      },
      { name: 'settle', everySeconds: 1, runs: 0 },
      {
        name: 'fold',
        everySeconds: 4,
        runs: 1,
        lastRun: { startedAt: 100, endedAt: 200, status: 'timed-out' },
      },
    ]);
  });

  it('omits a run that has not ended', async () => {
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    const { runner } = aRunner(() => promise);
    const run = runner.run('sweep');
    expect(runner.snapshot()[0]).toEqual({ name: 'sweep', everySeconds: 1, runs: 0 });
    resolve(succeeded);
    await run;
  });
});

describe('scheduleIntervals', () => {
  it('scales every interval by the length of a minute', () => {
    expect(scheduleIntervals(schedules, 5)).toMatchObject({
      'sweep-events': 5_000,
      'fold-environments': 300_000,
    });
  });
});
