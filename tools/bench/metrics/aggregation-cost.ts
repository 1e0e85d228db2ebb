import { customMetricDollars, customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { selfGrowth } from '../../../lib/metrics/aggregation/growth.ts';
import { cellsOf } from '../../../lib/metrics/aggregation/growth.ts';
import { parseExactLine } from '../../../lib/metrics/exact-line.ts';
import { toEnvironmentItem, totalKey } from '../../../lib/metrics/storage/metrics-items.ts';
import { itemBytes, queryUnits, transactionalUnits } from './item-size.ts';
import { orderRecorders } from './order-recorders.ts';

/** List prices, us-east-1, in dollars. */
export const prices = {
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  lambdaRequest: 0.2e-6,
  lambdaGigabyteSecond: 0.0000133334,
  logsGigabyte: 0.5,
  /** `GetMetricData`, by the metric. */
  readMetric: 0.01 / 1_000,
} as const;

/** Lines of one batch that the aggregator is handed. */
export const batchSizes = [1, 5, 20, 100] as const;

/** Assumed of one run of the aggregator: three round trips to DynamoDB with 512 MB. */
export const runSeconds = 0.03;

const requests = 1_000_000;
const scrapesPerMonth = (30 * 24 * 3_600) / 60;

export interface BatchCost {
  readonly size: number;
  readonly writeUnits: number;
  readonly dollars: number;
}

export interface AggregationCosts {
  readonly stateBytes: number;
  readonly totalBytes: number;
  /** What a million requests cost, by the size of batches. */
  readonly batches: readonly BatchCost[];
  /** Dollars for the part of a million log lines that the counters take. */
  readonly logDollars: number;
  /** A month of scrapes, one a minute, in dollars. */
  readonly scrapeDollars: number;
  readonly getMetricDataDollars: number;
  readonly customMetrics: number;
  readonly customMetricsDollars: number;
}

/** The line of an environment that has served many orders. */
const busyLine = (): string => {
  let last = '';
  const record = orderRecorders.exact((line) => {
    last = line;
  });
  for (let n = 0; n < 20_000; n += 1) {
    record((1 + ((n * 37) % 120)) / 1_000, 19.99 * (1 + (n % 9)), `benchmark-${n}`);
  }
  return last;
};

/** What adding up costs, from the items as they are stored and list prices. */
export const aggregationCosts = (): AggregationCosts => {
  const line = parseExactLine(busyLine());
  if (!line) throw new Error('the line of an environment cannot be read');
  const { fn, env, seq, series } = line;
  const stateBytes = itemBytes(toEnvironmentItem({ fn, env }, { seq, counts: { series } }, Date.now()));
  // Totals are as wide as all of a function's series, and some digits longer than one environment's.
  const cells = { ...cellsOf({ series }), ...selfGrowth({ ingested: 1, duplicate: 1 }, [1, 2_000, 9_000]) };
  const totals = Object.entries(cells).map(([cell, count]) => [cell, count * 1_000 + 1]);
  const totalBytes = itemBytes({ ...totalKey({ fn, env }), ...Object.fromEntries(totals) });
  const unitsOfBatch = transactionalUnits(stateBytes) + transactionalUnits(totalBytes);
  const runDollars = prices.lambdaRequest + runSeconds * 0.5 * prices.lambdaGigabyteSecond;
  const readUnitsOfBatch = queryUnits(stateBytes);
  const shards = 4;
  const readUnits = queryUnits(functionIds.length * shards * totalBytes);
  return {
    stateBytes,
    totalBytes,
    batches: batchSizes.map((size) => {
      const runs = requests / size;
      const units = runs * unitsOfBatch;
      return {
        size,
        writeUnits: units,
        dollars: units * prices.writeUnit + runs * (readUnitsOfBatch * prices.readUnit + runDollars),
      };
    }),
    logDollars: ((requests * Buffer.byteLength(JSON.stringify({ exact: line }))) / 1e9) * prices.logsGigabyte,
    scrapeDollars: scrapesPerMonth * readUnits * prices.readUnit,
    getMetricDataDollars: scrapesPerMonth * customMetrics.length * prices.readMetric,
    customMetrics: customMetrics.length,
    customMetricsDollars: customMetrics.length * customMetricDollars,
  };
};
