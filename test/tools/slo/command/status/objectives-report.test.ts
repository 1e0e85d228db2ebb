import { describe, expect, it } from 'vitest';
import { objectivesReport } from '../../../../../tools/slo/command/status/objectives-report.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const noon = Date.parse('2026-11-30T12:00:00Z') / 60_000;

const reportOf = (
  minutes: readonly { readonly minute: number; readonly good: number; readonly bad: number }[],
  fired?: Parameters<typeof objectivesReport>[1]['fired'],
) => {
  const report = objectivesReport([anObjective()], {
    source: 'Local run',
    minutesOf: () => minutes,
    now: noon * 60_000 + 30_000,
    ...(fired && { fired }),
  });
  const [slo] = report.slos;
  if (!slo) throw new Error('the report has no objective');
  return { ...report, slo };
};

const pairs = ({ slo }: ReturnType<typeof reportOf>) =>
  slo.alerts.filter(({ isOver }) => isOver).map(({ name }) => name);

describe('objectivesReport', () => {
  it('counts the minute that has begun, and fires when both windows of a pair are over the threshold', () => {
    const report = reportOf([
      { minute: noon - 3, good: 90, bad: 0 },
      { minute: noon, good: 0, bad: 10 },
    ]);
    expect(report.slo).toMatchObject({ good: 90, bad: 10, state: 'ok', firing: ['page', 'ticket'] });
    expect(report.slo.burnRates[0]).toEqual({ window: '1h', burnRate: 100 });
    expect(pairs(report)).toContain('availability-page-1h');
    expect(report.alertsFrom).toBe("the rules' own arithmetic");
  });

  it('calls a target missed by few bad events too few events, and fires nothing', () => {
    const { slo } = reportOf([{ minute: noon, good: 5, bad: 4 }]);
    expect([slo.state, slo.firing, slo.alerts.some(({ isOver }) => isOver)]).toEqual([
      'too few events',
      [],
      false,
    ]);
  });

  it('does not fire when the short window is under the threshold again', () => {
    const report = reportOf([
      { minute: noon - 55, good: 90, bad: 10 },
      { minute: noon - 2, good: 100, bad: 0 },
    ]);
    expect(pairs(report)).not.toContain('availability-page-1h');
  });

  it('keeps a page on for some minutes after its pair', () => {
    const minutes = [
      { minute: noon - 40, good: 0, bad: 20 },
      { minute: noon - 4, good: 1_000_000, bad: 0 },
    ];
    const over = reportOf(minutes);
    expect(pairs(over)).toEqual([]);
    expect(over.slo.firing).toContain('page');
  });

  it('has the minutes of the last hour only', () => {
    const { slo } = reportOf([
      { minute: noon - 60, good: 1, bad: 0 },
      { minute: noon - 59, good: 2, bad: 0 },
    ]);
    expect(slo.minutes).toEqual([{ minute: noon - 59, good: 2, bad: 0 }]);
  });

  it('has no events in a new run', () => {
    expect(reportOf([]).slo).toMatchObject({ state: 'no events', firing: [], budgetRemaining: 1 });
  });

  it('takes the alerts of a Prometheus server that is given', () => {
    const report = reportOf([{ minute: noon, good: 0, bad: 10 }], {
      from: 'Prometheus',
      severitiesOf: () => [],
    });
    expect([report.alertsFrom, report.slo.firing]).toEqual(['Prometheus', []]);
  });
});
