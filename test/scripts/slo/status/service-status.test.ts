import { describe, expect, it } from 'vitest';
import { serviceStatus } from '../../../../scripts/slo/status/service-status.ts';
import { anObjective } from '../../../builders/an-objective.ts';

const reading = (atMs: number, good: number, bad: number) => ({
  atMs,
  samples: [
    { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'good' }, value: good },
    { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'bad' }, value: bad },
  ],
});

describe('serviceStatus', () => {
  it('takes budget and burn rate over all that was counted', () => {
    expect(serviceStatus([anObjective()], 'Service', reading(0, 1_998, 2))).toMatchObject({
      source: 'Service',
      period: 'since its counters began',
      slos: [{ good: 1_998, bad: 2, budgetRemaining: 0, burnRates: [{ window: 'since then', burnRate: 1 }] }],
    });
  });

  it('takes the burn rate since the reading before when there is one', () => {
    const { slos } = serviceStatus(
      [anObjective()],
      'Service',
      reading(5_000, 2_097, 3),
      reading(0, 1_998, 2),
    );
    expect(slos[0]?.burnRates).toEqual([{ window: 'last 5 s', burnRate: 10 }]);
  });

  it('refuses a reading that does not tell of an objective', () => {
    const objectives = [anObjective(), anObjective({ id: 'checkout' })];
    expect(() => serviceStatus(objectives, 'Service', reading(0, 1, 0))).toThrow(
      'Service has no slo_events_total{slo="checkout"}',
    );
  });
});
