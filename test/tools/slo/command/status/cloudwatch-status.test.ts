import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../../lib/slo/budget.ts';
import {
  type CloudWatchReader,
  cloudWatchStatus,
} from '../../../../../tools/slo/command/status/cloudwatch-status.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const objective = anObjective();
const now = Date.parse('2026-07-31T00:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;

/** Sums of good and bad events at times before now. */
const readerWith = (
  sums: Readonly<Record<Outcome, Readonly<Record<number, number>>>>,
  alarms: readonly string[] = [],
): CloudWatchReader => ({
  sums: async () => (_, outcome) =>
    Object.entries(sums[outcome]).map(([before, sum]) => ({ at: now - Number(before), sum })),
  alarms: async () => new Map([['relay-late', false], ...alarms.map((alarm) => [alarm, true] as const)]),
});

const statusBy = (reader: CloudWatchReader, corrections = {}) =>
  cloudWatchStatus(
    [objective],
    'CloudWatch',
    reader,
    now,
    ...Object.values(corrections).map(() => [
      {
        from: '2026-07-30T00:00:00Z',
        to: '2026-07-30T06:00:00Z',
        objective: 'availability',
        reason: 'an exercise',
        ticket: 'OPS-1',
      },
    ]),
  );

describe('cloudWatchStatus', () => {
  it('counts the whole window, and the windows of the alarms', async () => {
    const { slos } = await statusBy(
      readerWith({
        good: { [30 * day]: 999_000, [2 * hour]: 990, [hour]: 900 },
        bad: { [30 * day]: 500, [2 * hour]: 10, [hour]: 100 },
      }),
    );
    expect(slos[0]).toMatchObject({ good: 1_000_890, bad: 610, state: 'ok' });
    expect(slos[0]?.burnRates).toEqual([
      { window: '1h', burnRate: 100 },
      { window: '6h', burnRate: 55 },
      { window: '1d', burnRate: 55 },
      { window: '3d', burnRate: 55 },
    ]);
  });

  it('states the age of the metrics, and counts the time before as declared traffic', async () => {
    const { slos, notes } = await statusBy(readerWith({ good: { [day]: 1_000 }, bad: { [day]: 50 } }));
    expect(slos[0]?.budgetEvents).toBeCloseTo(0.001 * (1_050 + 20_000 * (29 * 24 - 1 / 12)), 6);
    expect(notes[0]).toMatch(/^availability: the counts go back at most 24\.1 h of 30 days\./);
  });

  it('reads firing alerts from the alarms of the stage', async () => {
    const reader = readerWith({ good: { [day]: 1 }, bad: {} }, ['availability-page', 'metrics-blind']);
    expect((await statusBy(reader)).slos[0]?.firing).toEqual(['page']);
  });

  it('shows the budget with and without corrected times', async () => {
    const reader = readerWith({
      good: { [30 * day]: 100_000 },
      bad: { [20 * hour]: 200, [2 * hour]: 20 },
    });
    const [status] = (await statusBy(reader, { one: true })).slos;
    expect(status).toMatchObject({ bad: 220, exhausted: true, corrected: { bad: 20, exhausted: false } });
  });

  it('reports a stage that has had no event yet', async () => {
    const { slos, notes } = await statusBy(readerWith({ good: {}, bad: {} }));
    expect(slos[0]).toMatchObject({ state: 'no events', exhausted: false, budgetRemaining: 1, firing: [] });
    expect(notes[0]).toBe('The stage has had no judged event yet.');
  });

  it('refuses a stage that has neither judged events nor alarms', async () => {
    const reader = { ...readerWith({ good: {}, bad: {} }), alarms: async () => new Map() };
    await expect(statusBy(reader)).rejects.toThrow(
      'CloudWatch has neither judged events nor alarms. Check stage and region.',
    );
  });

  it('refuses a stage without judged events whose metrics do not arrive', async () => {
    await expect(statusBy(readerWith({ good: {}, bad: {} }, ['metrics-blind']))).rejects.toThrow(
      /metrics-blind is on: the state is unknown/,
    );
  });

  it('distinguishes an objective without events from a stage without any', async () => {
    const unused = { ...objective, id: 'payment-success' };
    const { sums, alarms } = readerWith({ good: { [hour]: 100 }, bad: {} });
    const reader: CloudWatchReader = {
      sums: async (ids, span) => {
        const all = await sums(ids, span);
        return (slo, outcome) => (slo === unused.id ? [] : all(slo, outcome));
      },
      alarms,
    };
    const { slos } = await cloudWatchStatus([objective, unused], 'CloudWatch', reader, now);
    expect(slos.map(({ state }) => state)).toEqual(['ok', 'no events']);
  });
});
