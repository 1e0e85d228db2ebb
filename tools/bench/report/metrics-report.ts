import { listPrices } from '../../cost/list-prices.ts';
import { runSeconds } from '../metrics/aggregation-cost.ts';
import type { MetricsResults } from '../metrics/measure-metrics.ts';
import { fleetIds, fleets, recorderIds, recorders, type ScrapeRun } from '../metrics/metrics-runs.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

const recordingTable = ({ recording }: MetricsResults): string => {
  const rows = recorderIds.map((id) => {
    const of = (figure: 'medianUs' | 'cpuUs' | 'lineBytes', who = id) =>
      recording[who].map((run) => run[figure]);
    return [
      recorders[id],
      ratioOf(of('medianUs'), of('medianUs', 'powertools')),
      ratioOf(of('cpuUs'), of('cpuUs', 'powertools')),
      medianOf(of('medianUs'), 1),
      medianOf(of('cpuUs'), 1),
      medianOf(of('lineBytes'), 0),
    ];
  });
  const header = [
    'metrics of one order',
    'p50 ÷ Powertools',
    'CPU ÷ Powertools',
    'p50 µs',
    'CPU µs',
    'bytes',
  ];
  return markdownTable(header, rows);
};

const costTable = ({ costs }: MetricsResults): string =>
  markdownTable(
    ['lines in a batch', 'write units for 1 M requests', 'DynamoDB and Lambda'],
    costs.batches.map(({ size, writeUnits, dollars: amount }) => [
      String(size),
      Math.round(writeUnits).toLocaleString('en'),
      dollars(amount),
    ]),
  );

const costText = ({ costs }: MetricsResults): string =>
  [
    `A state has ${costs.stateBytes} bytes, a total ${costs.totalBytes} bytes. The counters in 1 M log lines cost ${dollars(costs.logDollars)} in CloudWatch Logs.`,
    `One scrape of /metrics per minute costs ${dollars(costs.scrapeDollars)} of read units a month, for any number of environments.`,
    `The same by GetMetricData of CloudWatch costs ${dollars(costs.getMetricDataDollars)} for ${costs.customMetrics} metrics, plus ${dollars(costs.customMetricsDollars)} for the custom metrics.`,
    `List price: $${listPrices.writeUnit.dollars * 1e6} for 1 M write units. Assumption: one run of the aggregator takes ${runSeconds * 1_000} ms with 512 MB.`,
  ].join('\n');

const scrapesTable = ({ scrapes }: MetricsResults): string => {
  const rows = fleetIds.map((id) => {
    const of = (figure: keyof ScrapeRun, fleet = id) => scrapes[fleet].map((run) => run[figure]);
    return [
      String(fleets[id]),
      ratioOf(of('medianUs'), of('medianUs', 'few')),
      ratioOf(of('p99Us'), of('p99Us', 'few')),
      ratioOf(of('cpuUs'), of('cpuUs', 'few')),
      medianOf(of('medianUs'), 0),
      medianOf(of('p99Us'), 0),
      medianOf(of('bytes'), 0),
    ];
  });
  const ratios = ['p50', 'p99', 'CPU'].map((figure) => `${figure} ÷ ${fleets.few} environments`);
  return markdownTable(['environments behind /metrics', ...ratios, 'p50 µs', 'p99 µs', 'bytes'], rows);
};

export const metricsReport = (results: MetricsResults): string =>
  [recordingTable(results), scrapesTable(results), costTable(results), costText(results)].join('\n\n');
