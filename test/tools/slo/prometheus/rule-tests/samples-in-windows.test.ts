import { describe, expect, it } from 'vitest';
import { prometheusFiles } from '../../../../../tools/slo/prometheus/files.ts';

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a duration such as `2m30s`. */
const secondsOf = (duration: string): number =>
  [...duration.matchAll(/(\d+)([a-z]+)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit] ?? Number.NaN),
    0,
  );

/** Seconds of the samples of a series, which promtool writes as `_x2 5+3x4 stale`. */
const sampleSeconds = (values: string, stepSeconds: number): readonly number[] => {
  let step = 0;
  return values.split(' ').flatMap((part) => {
    const [, what = part, times] = /^(.+?)(?:[+-][\d.]+)?x(\d+)$/.exec(part) ?? [];
    const count = times === undefined ? 1 : Number(times) + (what === '_' ? 0 : 1);
    const first = step;
    step += count;
    if (what === '_' || what === 'stale') return [];
    return Array.from({ length: count }, (_, one) => (first + one) * stepSeconds);
  });
};

interface TestedSeries {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly evaluationSeconds: number;
  /** The ranges that the rules look at. */
  readonly ranges: readonly number[];
  /** The shortest of them that the test looks at. */
  readonly shortest: number;
}

const textOf = (path: string): string => prometheusFiles[path]?.() ?? '';

/** Series of a generated file: the tests have their names, intervals and series in this order. */
const seriesOf = (path: string): readonly TestedSeries[] => {
  const file = textOf(path);
  const rules = textOf(`monitoring/prometheus/${/rule_files:\s+- (\S+)/.exec(file)?.[1]}`);
  const evaluationSeconds = secondsOf(/evaluation_interval: "?(\w+)/.exec(file)?.[1] ?? '');
  const ranges = [...new Set([...rules.matchAll(/\[(\w+)\]/g)].map(([, range = '']) => secondsOf(range)))];
  return file.split(/^ +- name: /m).flatMap((test) => {
    const stepSeconds = secondsOf(/^ +interval: "?(\w+)/m.exec(test)?.[1] ?? '');
    const [title = ''] = test.split('\n');
    const expressions = [...test.matchAll(/expr: .+/g)].map(([expr]) => expr);
    const ofBudgets =
      expressions.length > 0 && expressions.every((expr) => expr.includes('-budget-exhausted'));
    const shortest = ofBudgets ? Math.max(...ranges) : Math.min(...ranges);
    return [...test.matchAll(/- series: (.+)\n +values: "?([^"\n]+)/g)].map(([, of, values = '']) => ({
      name: `${path.slice(path.lastIndexOf('/') + 1)}: ${title}: ${of}`,
      seconds: sampleSeconds(values, stepSeconds),
      evaluationSeconds,
      ranges,
      shortest,
    }));
  });
};

const tested = Object.keys(prometheusFiles)
  .filter((path) => path.endsWith('.test.yml'))
  .flatMap(seriesOf);

/** Most samples in a range of some seconds that ends at an evaluation. */
const mostSamples = ({ seconds, evaluationSeconds }: TestedSeries, range: number): number => {
  const counts = new Map<number, number>();
  for (const second of seconds) {
    const from = Math.ceil(second / evaluationSeconds) * evaluationSeconds;
    for (let end = from; end - range < second; end += evaluationSeconds)
      counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return Math.max(...counts.values());
};

describe('samples of the tests of the rules', () => {
  it('are found with the evaluations and ranges', () => {
    expect(tested.length).toBeGreaterThan(400);
    expect(tested.filter(({ seconds, ranges }) => seconds.length === 0 || ranges.length < 3)).toEqual([]);
  });

  it('never coincide with the start of an evaluation or range, which Prometheus 2 and 3 treat differently', () => {
    const wrong = tested.filter(({ seconds, evaluationSeconds, ranges }) =>
      seconds.some((second) => [0, ...ranges].some((range) => (second + range) % evaluationSeconds === 0)),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('are four or more in the shortest range that is looked at', () => {
    const few = tested.filter((one) => mostSamples(one, one.shortest) < 4);
    expect(few.map(({ name }) => name)).toEqual([]);
  });
});
