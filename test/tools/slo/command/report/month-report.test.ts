import { describe, expect, it } from 'vitest';
import { monthOf } from '../../../../../tools/slo/command/report/month.ts';
import { monthReport, type ReportSources } from '../../../../../tools/slo/command/report/month-report.ts';
import { reportChart, reportMarkdown } from '../../../../../tools/slo/command/report/report-text.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const now = Date.parse('2026-07-20T00:00:00Z');
const at = (day: number, hour = 0) =>
  Date.parse('2026-07-01T00:00:00Z') + ((day - 1) * 24 + hour) * 3_600_000;

const sample = (outcome: string, value: number) => ({ labels: { slo: 'availability', outcome }, value });
const hourOfBadEvents = /\[3600s\] @/;

/** A Prometheus whose counters have their first sample at a time. */
const sourcesSince = (first: number): ReportSources => ({
  name: 'Prometheus',
  query: async (query) => {
    if (query.includes('timestamp(')) return [{ labels: {}, value: first / 1_000 }];
    return hourOfBadEvents.test(query)
      ? [sample('good', 0), sample('bad', 150)]
      : [sample('good', 99_800), sample('bad', 200)];
  },
  queryRange: async (query, { from }) =>
    query.includes('ALERTS')
      ? [
          {
            labels: { alertname: 'availability-page', severity: 'page' },
            // At the first step are alerts of the end of June.
            points: [at(1), ...[0, 300, 600, 7_200].map((seconds) => at(3, 8) + seconds * 1_000)]
              .filter((time) => time >= from)
              .map((time) => ({ at: time, value: 1 })),
          },
        ]
      : [
          {
            labels: {},
            points: [
              { at: at(1), value: 1 },
              { at: at(10), value: -0.5 },
            ],
          },
        ],
});

const decision = (time: string, fields: object) => ({
  at: time,
  decision: 'passed' as const,
  reasons: [],
  ...fields,
});

const aReport = (present = at(40), firstSample = at(1)) =>
  monthReport([anObjective()], sourcesSince(firstSample), monthOf('2026-07', present), {
    decisions: [
      decision('2026-06-30T23:59:59.000Z', { version: 'v1' }),
      decision('2026-07-02T10:00:00.000Z', { version: 'v2' }),
      decision('2026-07-04T10:00:00.000Z', {
        version: 'v3',
        decision: 'overridden',
        override: 'repair | at once',
      }),
      decision('2026-07-05T10:00:00.000Z', { version: 'v4', decision: 'stopped', reasons: ['a page fires'] }),
    ],
    corrections: [
      {
        from: '2026-07-03T08:00:00Z',
        to: '2026-07-03T09:00:00Z',
        objective: 'availability',
        reason: 'an exercise',
        ticket: 'OPS-1',
      },
    ],
  });

describe('monthOf', () => {
  it('ends with the present, or with the month', () => {
    expect(monthOf('2026-07', now)).toEqual({
      name: '2026-07',
      from: at(1),
      to: now,
      end: at(32),
    });
    expect(monthOf('2026-06', now).to).toBe(at(1));
  });
});

describe('monthReport', () => {
  it('counts an objective with and without corrected times', async () => {
    const [objective] = (await aReport()).objectives;
    expect(objective).toMatchObject({
      counts: { good: 99_800, bad: 200 },
      allowed: 100,
      state: 'exhausted',
      corrected: { counts: { good: 99_800, bad: 50 }, state: 'ok' },
    });
  });

  it('counts the time before the counters, and the time to come, as declared traffic', async () => {
    const hours = (31 - 5) * 24;
    const covered = { coveredSeconds: 5 * 86_400, allowed: 100 + 0.001 * 20_000 * hours, state: 'ok' };
    // A step of six hours more than the counters are old, of which the first may be late.
    const [young] = (await aReport(at(40), at(27, 6))).objectives;
    expect(young).toMatchObject(covered);
    const [begun] = (await aReport(at(6))).objectives;
    expect(begun).toMatchObject(covered);
  });

  it('joins the steps at which an alert fired, without those of the month before', async () => {
    expect((await aReport()).alerts).toEqual([
      { alert: 'availability-page', severity: 'page', from: at(3, 8) - 300_000, to: at(3, 8) + 600_000 },
      { alert: 'availability-page', severity: 'page', from: at(3, 10) - 300_000, to: at(3, 10) },
    ]);
  });

  it('has the decisions of the month', async () => {
    expect((await aReport()).decisions.map(({ version }) => version)).toEqual(['v2', 'v3', 'v4']);
  });
});

describe('reportMarkdown', () => {
  it('shows budgets, alerts, deployments and corrections', async () => {
    const lines = reportMarkdown(await aReport(), 'chart.svg').split('\n');
    expect(lines[0]).toBe('# Objectives in 2026-07');
    for (const line of [
      '| Availability | 99.9 % | 100,000 | 200 | 100 | 99.8 % | exhausted | 50 bad, ok |',
      '![Budget left over the month](chart.svg)',
      '| `availability-page` | page | 2026-07-03 07:55Z | 15 min |',
      '| 2026-07-04 10:00Z | v3 | overridden | repair \\| at once |',
      '| 2026-07-05 10:00Z | v4 | a page fires |',
      '| availability | 2026-07-03T08:00:00Z | 2026-07-03T09:00:00Z | an exercise | OPS-1 |',
    ])
      expect(lines).toContain(line);
    expect(lines.filter((line) => line.includes('the declared'))).toEqual([]);
  });

  it('states the uncounted share of the month', async () => {
    expect(reportMarkdown(await aReport(at(6)), 'chart.svg')).toContain(
      '\nAvailability: the counts cover at most 5 d of the month. The rest counts as the declared 20,000 events an hour without a bad one.\n',
    );
  });
});

describe('reportChart', () => {
  it('has a line, the alerts and the deployments of each objective, and no number that is none', async () => {
    const chart = reportChart(await aReport());
    expect(chart.match(/<polyline/g)).toHaveLength(1);
    expect(chart.match(/<title>availability-page<\/title>/g)).toHaveLength(2);
    expect(chart.match(/<title>v\d<\/title>/g)).toHaveLength(2);
    expect(chart).not.toMatch(/NaN|undefined|Infinity/);
  });
});
