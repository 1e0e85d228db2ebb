import { describe, expect, it } from 'vitest';
import { slos } from '../../../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../../../lib/slo/burn-alerts.ts';
import { prometheusFiles } from '../../../../../tools/slo/prometheus/files.ts';

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/** Seconds of a duration such as `2m30s`. */
const secondsOf = (duration: string): number =>
  [...duration.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit] ?? Number.NaN),
    0,
  );

const shortestSeconds =
  60 *
  Math.min(...Object.values(slos).flatMap((slo) => burnAlerts(slo).map(({ shortMinutes }) => shortMinutes)));

const tests = Object.entries(prometheusFiles)
  .filter(([path]) => path.endsWith('.test.yml'))
  .flatMap(([path, write]) =>
    [...write().matchAll(/- name: (.+)\n +interval: "(\w+)"/g)].map(([, name = '', interval = '']) => ({
      name: `${path.slice(path.lastIndexOf('/') + 1)}: ${name.replaceAll(/^["']|["']$/g, '')}`,
      samples: shortestSeconds / secondsOf(interval),
    })),
  );

/**
 * Tests with fewer. Prometheus 3 leaves the first sample out of a window, so that they are for Prometheus 2 alone. The
 * list gets shorter, never longer.
 */
const withFewSamples: readonly string[] = [
  'slo-rules.test.yml: all other scenarios of the simulator, each in a job of its own',
  'slo-rules.test.yml: the counters are gone after two hours',
  'slo-rules.test.yml: 1.44 % of events are bad, which is the threshold of the page over an hour and not over it',
  'slo-rules-values.test.yml: rising error ratio at falling traffic: every window has another ratio and rate',
  'slo-rules-values.test.yml: no counter of bad events yet',
  'slo-rules-values.test.yml: there are no events any more',
  'slo-rules-values.test.yml: four bad days leave a little of the budget, and then that is used up, too',
  'slo-rules-edges.test.yml: each condition of each alert is just met and just not met',
  'slo-rules-hours.test.yml: a request in three hours, nothing but bad ones, and a single bad request',
  'slo-rules-hours.test.yml: counters of the only job are gone for two days',
  'slo-rules-hours.test.yml: one request in 10 minutes, 90 % of them bad, for 8 days: a page and a ticket for all of them',
];

describe('tests of the rules', () => {
  it('are found with their intervals', () => {
    expect(tests.length).toBeGreaterThan(20);
  });

  it('have four samples in the shortest window, but for the listed ones', () => {
    expect(tests.filter(({ samples }) => !(samples >= 4)).map(({ name }) => name)).toEqual(withFewSamples);
  });
});
