import { describe, expect, it } from 'vitest';
import { prometheusStatus } from '../../../../../tools/slo/command/status/prometheus-status.ts';
import type {
  InstantQuery,
  VectorSample,
} from '../../../../../tools/slo/prometheus-server/prometheus-query.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const objective = anObjective();

const events = (slo: string, good: number, bad: number): readonly VectorSample[] => [
  { labels: { slo, outcome: 'good' }, value: good },
  { labels: { slo, outcome: 'bad' }, value: bad },
];

const recorded = (name: string, value: number): VectorSample => ({
  labels: { __name__: name, sloth_id: 'order-service-availability' },
  value,
});

const counters = 'sum by (slo, outcome) (slo_events_total)';
const increase = (window: string) => `sum by (slo, outcome) (increase(slo_events_total[${window}]))`;
const rules = '{__name__=~"slo:.+"}';
const alerts = 'ALERTS{alertstate="firing",sloth_slo!=""}';
const age = 'time() - min by (slo) (min_over_time(timestamp(slo_events_total)[30d:21600s]))';

/** Counters that have been there for the whole window. */
const fullHistory = { [age]: [{ labels: { slo: 'availability' }, value: 30 * 86_400 }] };

const serverWith =
  (answers: Readonly<Record<string, readonly VectorSample[]>>): InstantQuery =>
  async (query) =>
    answers[query] ?? [];

const statusBy = (answers: Readonly<Record<string, readonly VectorSample[]>>, objectives = [objective]) =>
  prometheusStatus(objectives, 'http://prometheus', serverWith(answers));

describe('prometheusStatus', () => {
  it('computes budget and burn rates from the counters where recording rules are missing', async () => {
    const report = await statusBy({
      ...fullHistory,
      [counters]: events('availability', 1_000, 10),
      [increase('30d')]: events('availability', 99_950, 50),
      [increase('1h')]: events('availability', 90, 10),
      [increase('6h')]: events('availability', 990, 10),
    });
    expect(report).toEqual({
      source: 'Prometheus at http://prometheus, by the counters, without recording rules',
      period: 'over 30 days',
      slos: [
        {
          id: 'availability',
          target: '99.9',
          good: 99_950,
          bad: 50,
          goodRatio: 0.9995,
          budgetEvents: 100,
          budgetRemaining: 0.5,
          state: 'ok',
          exhausted: false,
          secondsToExhaustion: 12_960,
          pagesAfterSeconds: { declared: 52, night: 1_800 },
          firing: [],
          burnRates: [
            { window: '1h', burnRate: 100 },
            { window: '6h', burnRate: 10 },
            { window: '1d', burnRate: 0 },
            { window: '3d', burnRate: 0 },
          ],
        },
      ],
      notes: [],
    });
  });

  it('prefers the series of recording rules', async () => {
    const { source, slos } = await statusBy({
      [counters]: events('availability', 1_000, 10),
      [increase('1h')]: events('availability', 90, 10),
      [rules]: [
        recorded('slo:period_error_budget_remaining:ratio', -0.25),
        recorded('slo:period_error_budget:events', 8),
        recorded('slo:sli_error:ratio_rate1h', 0.002),
      ],
    });
    expect(source).toBe('Prometheus at http://prometheus, by its recording rules');
    expect(slos[0]).toMatchObject({ budgetRemaining: -0.25, budgetEvents: 8, exhausted: true });
    expect(slos[0]?.burnRates[0]).toEqual({ window: '1h', burnRate: 2 });
  });

  it('reports the worst of several jobs', async () => {
    const { slos } = await statusBy({
      [counters]: events('availability', 1, 0),
      [rules]: [
        recorded('slo:period_error_budget_remaining:ratio', 0.9),
        recorded('slo:period_error_budget_remaining:ratio', 0.2),
        recorded('slo:period_error_budget:events', 8),
        recorded('slo:sli_error:ratio_rate6h', 0.001),
        recorded('slo:sli_error:ratio_rate6h', 0.003),
      ],
    });
    expect(slos[0]).toMatchObject({ budgetRemaining: 0.2 });
    expect(slos[0]?.burnRates[1]).toEqual({ window: '6h', burnRate: 3 });
  });

  it('does not take the rules of another objective for its own', async () => {
    const other = { ...recorded('slo:sli_error:ratio_rate1h', 0.5).labels, sloth_id: 'order-service-other' };
    const { slos } = await statusBy({
      [counters]: events('availability', 1, 0),
      [rules]: [{ labels: other, value: 0.5 }],
    });
    expect(slos[0]?.burnRates[0]).toEqual({ window: '1h', burnRate: 0 });
  });

  it('counts the time before its data as declared traffic, and states that', async () => {
    const { slos, notes } = await statusBy({
      [counters]: events('availability', 1_000, 50),
      [increase('30d')]: events('availability', 950, 50),
      [age]: [{ labels: { slo: 'availability' }, value: 0 }],
    });
    // 714 hours of 20,000 events, and the 1,000 of the first six hours.
    expect(slos[0]).toMatchObject({ budgetEvents: 14_281, state: 'ok' });
    expect(notes).toEqual([
      expect.stringMatching(/^availability: the counts go back at most 6 h of 30 days\./),
    ]);
  });

  it('treats counters without a sample at any step as younger than one step', async () => {
    const { slos, notes } = await statusBy({
      [counters]: events('availability', 1_000, 50),
      [increase('30d')]: events('availability', 950, 50),
    });
    expect(slos[0]).toMatchObject({ budgetEvents: 14_281, state: 'ok' });
    expect(notes).toEqual([
      expect.stringMatching(/^availability: the counts go back at most 6 h of 30 days\./),
    ]);
  });

  it('names the severities of the alerts that fire for an objective', async () => {
    const firing = (sloth_slo: string, severity: string) => ({ labels: { sloth_slo, severity }, value: 1 });
    const { slos } = await statusBy({
      [counters]: events('availability', 1, 0),
      [alerts]: [firing('availability', 'ticket'), firing('other', 'page')],
    });
    expect(slos[0]?.firing).toEqual(['ticket']);
  });

  it('reads one stage only when it is given', async () => {
    const asked: string[] = [];
    const query: InstantQuery = async (text) => {
      asked.push(text);
      return text.startsWith('sum by (slo, outcome) (slo_events_total') ? events('availability', 1, 0) : [];
    };
    await prometheusStatus([objective], 'http://prometheus', query, { stage: 'prod' });
    expect(asked.filter((text) => !text.includes('stage="prod"'))).toEqual([]);
  });

  it('names an objective without series in Prometheus', async () => {
    await expect(statusBy({ [counters]: events('search', 1, 0) })).rejects.toThrow(
      'Prometheus at http://prometheus has no slo_events_total{slo="availability"}. Check that it scrapes this service.',
    );
  });

  it('counts each objective over its own window', async () => {
    const weekly = anObjective({ id: 'weekly', windowDays: 7 });
    const { period, slos } = await statusBy(
      {
        [counters]: [...events('availability', 1, 0), ...events('weekly', 1, 0)],
        [increase('30d')]: [...events('availability', 30, 0), ...events('weekly', 30, 0)],
        [increase('7d')]: [...events('availability', 7, 0), ...events('weekly', 7, 0)],
      },
      [objective, weekly],
    );
    expect(period).toBe('over 30 or 7 days');
    expect(slos.map(({ good }) => good)).toEqual([30, 7]);
  });
});
