import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { servedRoutes } from '../../../../lib/contract/default-route.ts';
import { seriesOf } from '../../../../lib/contract/metric-definition.ts';
import { metrics } from '../../../../lib/contract/metrics.ts';
import { presentMetrics } from '../../../../lib/metrics/exposition/formats.ts';
import { aBusyReading, aReading } from '../../../builders/a-reading.ts';
import { expositionProblems } from '../../../harness/exposition/exposition-problems.ts';
import { seriesValues } from '../../../harness/exposition/parse-exposition.ts';
import { promtool } from '../../../harness/prometheus.ts';

const openMetrics = 'application/openmetrics-text;version=1.0.0';
const textOf = (reading = aBusyReading()) => presentMetrics(reading, undefined).body;
const openMetricsOf = (reading = aBusyReading()) => presentMetrics(reading, openMetrics).body;
const linesOf = (text: string, start: string) => text.split('\n').filter((line) => line.startsWith(start));

describe('presentMetrics', () => {
  it.each([
    ['a new service', aReading()],
    ['a busy service', aBusyReading()],
  ])('writes valid text of %s in both formats', (_, reading) => {
    expect(expositionProblems(textOf(reading), 'text')).toEqual([]);
    expect(expositionProblems(openMetricsOf(reading), 'openMetrics')).toEqual([]);
  });

  it.skipIf(promtool.isMissing)(`is clean for promtool check metrics${promtool.reason}`, () => {
    const check = (input: string) => execFileSync(promtool.path, ['check', 'metrics'], { input }).toString();
    expect(check(textOf())).toBe('');
  });

  it('has the content type of its format, and varies by Accept', () => {
    expect(presentMetrics(aReading(), undefined).headers).toEqual({
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
      Vary: 'Accept, Accept-Encoding',
    });
    expect(presentMetrics(aReading(), openMetrics).headers['Content-Type']).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    );
  });

  it('gives both formats the same series with the same values', () => {
    expect(seriesValues(openMetricsOf(), 'openMetrics')).toEqual(seriesValues(textOf(), 'text'));
  });

  it.each([
    ['text', textOf],
    ['openMetrics', openMetricsOf],
  ] as const)(
    'has in %s every series of the catalogue as 0 before the first event, and no pair that is no route',
    (format, bodyOf) => {
      const values = seriesValues(bodyOf(aReading({ gauges: { orders_pending: 0 } })), format);
      for (const [name, definition] of Object.entries(metrics)) {
        if (definition.type !== 'counter') continue;
        for (const labels of seriesOf(definition)) {
          const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
          expect(values.get(`${name}{${pairs.sort().join(',')}}`)).toBe(0);
        }
      }
      expect(values.get('orders_pending{}')).toBe(0);
      expect(values.get('order_value_dollars_count{}')).toBe(0);
      const counts = [...values.keys()].filter((series) =>
        series.startsWith('order_service_request_duration_seconds_count'),
      );
      const counted = Object.values(servedRoutes).filter((route) => !('uncounted' in route));
      expect(counts).toHaveLength(counted.length);
    },
  );

  it('writes buckets that add up, with the sum as it was counted', () => {
    expect(
      linesOf(textOf(), 'order_service_request_duration_seconds').filter((line) =>
        line.includes('POST",endpoint="/api/v1/orders"'),
      ),
    ).toEqual(
      [
        ['_bucket', ',le="0.005"', '30'],
        ['_bucket', ',le="0.01"', '30'],
        ...['0.025', '0.05', '0.1', '0.25', '0.5', '1.0', '2.5', '5.0', '10.0'].map((le) => [
          '_bucket',
          `,le="${le}"`,
          '40',
        ]),
        ['_bucket', ',le="+Inf"', '41'],
        ['_sum', '', '12.345678'],
        ['_count', '', '41'],
      ].map(
        ([suffix, le, value]) =>
          `order_service_request_duration_seconds${suffix}{method="POST",endpoint="/api/v1/orders"${le}} ${value}`,
      ),
    );
  });

  it('adds the counts of a removed bound to the next bucket', () => {
    const totals = new Map([
      ['ov|7', 2n],
      ['ov|99', 1n],
      ['ov|9999', 1n],
      ['ov|sum', 1n],
    ]);
    const values = seriesValues(textOf(aReading({ totals })), 'text');
    const upTo = (le: string) => values.get(`order_value_dollars_bucket{le="${le}"}`);
    expect(['10.0', '50.0', '100.0', '5000.0', '+Inf'].map(upTo)).toEqual([2, 2, 3, 3, 4]);
  });

  it('adds beyond the precision of a float', () => {
    const totals = new Map([['ov|sum', 2n ** 53n + 1n]]);
    expect(textOf(aReading({ totals }))).toContain('\norder_value_dollars_sum 90071992547409.93\n');
  });

  it('shows the example of a bucket in OpenMetrics, if it is still one', () => {
    const exemplars = openMetricsOf()
      .split('\n')
      .filter((line) => line.includes(' # '));
    expect(exemplars).toEqual([
      'order_service_request_duration_seconds_bucket{method="POST",endpoint="/api/v1/orders",le="0.025"} 40 # {correlation_id="correlation-1"} 0.02 1782907200.250',
    ]);
    expect(textOf()).not.toContain('correlation-1');
  });

  it('gives quantiles of the window, and NaN when it is empty', () => {
    const [median = ''] = linesOf(textOf(), 'order_processing_seconds{quantile="0.5"}');
    const value = Number(median.split(' ')[1]);
    expect(value).toBeGreaterThan(3_000);
    expect(linesOf(textOf(), 'order_processing_seconds_')).toEqual([
      'order_processing_seconds_sum 7200',
      'order_processing_seconds_count 2',
    ]);
    expect(textOf(aReading())).toContain('order_processing_seconds{quantile="0.99"} NaN\n');
  });

  it('leaves out a gauge that could not be read, and nothing else', () => {
    expect(textOf(aReading())).not.toContain('orders_pending');
    expect(linesOf(textOf(), 'orders_pending')).toEqual(['orders_pending 3.0']);
  });

  it('names an OpenMetrics family without _total, and states its unit', () => {
    expect(linesOf(openMetricsOf(), '# TYPE order_service_requests')).toEqual([
      '# TYPE order_service_requests counter',
    ]);
    expect(openMetricsOf()).toContain('# UNIT order_value_dollars dollars\n');
    expect(openMetricsOf().endsWith('\n# EOF\n')).toBe(true);
  });
});
