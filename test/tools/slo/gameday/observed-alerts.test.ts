import { describe, expect, it } from 'vitest';
import { observedAlerts, spansOf } from '../../../../tools/slo/gameday/observed-alerts.ts';
import { startFixturePrometheus } from '../../../harness/slo/fixture-prometheus.ts';

const evaluations = [10, 11, 12, 13.5, 14.5];

describe('spansOf', () => {
  it('ends a span at the first evaluation without a sample, however late that is', () => {
    expect(spansOf('a', new Set([11, 12]), evaluations)).toEqual([
      { alert: 'a', firesAt: 11, clearsAt: 13.5 },
    ]);
  });

  it('begins another after a gap', () => {
    expect(spansOf('a', new Set([10, 12, 13.5]), evaluations)).toEqual([
      { alert: 'a', firesAt: 10, clearsAt: 11 },
      { alert: 'a', firesAt: 12, clearsAt: 14.5 },
    ]);
  });

  it('leaves a span open that goes on at the end', () => {
    expect(spansOf('a', new Set([13.5, 14.5]), evaluations)).toEqual([{ alert: 'a', firesAt: 13.5 }]);
  });

  it('has none without samples', () => {
    expect(spansOf('a', new Set(), evaluations)).toEqual([]);
  });
});

describe('observedAlerts', () => {
  it('has alerts begin and end at evaluations of their objective', async () => {
    const labels = { alertname: 'order-latency-page', sloth_slo: 'order-latency' };
    const samples = [1_011, 1_012].map((time) => [time, 1] as const);
    const prometheus = await startFixturePrometheus(() => [{ labels, samples }]);
    const rhythm = {
      scrapes: [],
      evaluations: new Map([
        ['availability', [10.5, 11.5]],
        ['order-latency', evaluations],
      ]),
    };
    expect(await observedAlerts(prometheus.url, 1_000, rhythm)).toEqual([
      { alert: 'order-latency-page', firesAt: 11, clearsAt: 13.5 },
    ]);
    await prometheus.close(0);
  });
});
