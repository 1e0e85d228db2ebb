import { describe, expect, it } from 'vitest';
import { serviceStatus } from '../../../../../tools/slo/command/status/service-status.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const reading = (atMs: number, good: number, bad: number) => ({
  atMs,
  samples: [
    { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'good' }, value: good },
    { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'bad' }, value: bad },
  ],
});

describe('serviceStatus', () => {
  it('computes budget and burn rate over all counts', () => {
    expect(serviceStatus([anObjective()], 'Service', reading(0, 9_990, 10))).toMatchObject({
      source: 'Service',
      period: 'since the start of its counters',
      slos: [
        { good: 9_990, bad: 10, budgetRemaining: 0, burnRates: [{ window: 'since then', burnRate: 1 }] },
      ],
    });
  });

  it('computes the burn rate since the reading before when there is one', () => {
    const { slos } = serviceStatus(
      [anObjective()],
      'Service',
      reading(5_000, 2_097, 3),
      reading(0, 1_998, 2),
    );
    expect(slos[0]?.burnRates).toEqual([{ window: 'last 5 s', burnRate: 10 }]);
  });

  it.each([
    [4, /^The newest event in these figures is 4 s old\.$/],
    [720, /^The newest event in these figures is 12 min old: the metrics are stale/],
  ])('states that the newest figure is %i s old', (seconds, words) => {
    const newest = {
      name: 'order_service_metrics_last_ingested_timestamp_seconds',
      labels: {},
      value: 1_000,
    };
    const { atMs, samples } = reading((1_000 + seconds) * 1_000, 1, 0);
    const { notes } = serviceStatus([anObjective()], 'Service', { atMs, samples: [...samples, newest] });
    expect(notes[0]).toMatch(words);
  });

  it('omits the age of figures without a time', () => {
    const { notes } = serviceStatus([anObjective()], 'Service', reading(0, 1, 0));
    expect(notes).toEqual([
      'The start of the counters is unknown. For the budgets of the last 30 days use --prometheus or the dashboard.',
    ]);
  });

  it('refuses a reading without an objective of the service', () => {
    const objectives = [anObjective(), anObjective({ id: 'checkout' })];
    expect(() => serviceStatus(objectives, 'Service', reading(0, 1, 0))).toThrow(
      'Service has no slo_events_total{slo="checkout"}',
    );
  });
});
