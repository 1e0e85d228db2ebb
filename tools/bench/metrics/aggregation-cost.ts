import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { customMetricDollars, customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { exactMember } from '../../../lib/contract/metric-definition.ts';
import { aggregateLines } from '../../../lib/metrics/aggregator.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { unlimitedCall } from '../../../lib/platform/call-options.ts';
import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import type { WriteAction } from '../../../lib/platform/dynamodb/write-items.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import { listPrices } from '../../cost/list-prices.ts';
import { orderRecorders } from './order-recorders.ts';

/**
 * Bytes of an attribute's value, as DynamoDB charges for them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'number' || typeof value === 'bigint') {
    // A byte for every two significant digits, and one more.
    return Math.ceil(String(value).replace(/0+$/, '').length / 2) + 1;
  }
  return value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value));
};

/** Bytes of an item: its attributes' names and values. */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** Write units of an item in a transaction: two for each begun kilobyte. */
export const transactionalUnits = (bytes: number): number => 2 * Math.ceil(bytes / 1_024);

/** Read units of a strongly consistent query: one for each begun four kilobytes of all that it reads. */
export const queryUnits = (bytes: number): number => Math.ceil(bytes / 4_096);

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
  /** Cost of a million requests, by batch size. */
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

/** The writes of the aggregator for one line, delivered three times at different lags. */
const writesOf = async (message: string): Promise<readonly WriteAction[]> => {
  const writes: WriteAction[] = [];
  const send = async (command: unknown) => {
    if (command instanceof TransactWriteCommand) writes.push(...(command.input.TransactItems ?? []));
    return {};
  };
  const now = Date.now();
  const aggregate = aggregateLines({
    // Answers every command like an empty table. The aggregator uses no method of the client but `send`.
    store: createDynamoMetricsStore({ client: { send } as unknown as DynamoClient, tableName: 'metrics' }),
    clock: () => now,
    retryOnConflict: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
    telemetry: { aggregated: () => {}, extrasLost: () => {} },
  });
  const lines = [1, 2_000, 9_000].map((lagMs) => ({ message, timestamp: now - lagMs }));
  await aggregate({ stream: 'benchmark', lines, unreadable: 0 }, unlimitedCall());
  return writes;
};

/** Cost of aggregation, from the stored items and list prices. */
export const aggregationCosts = async (): Promise<AggregationCosts> => {
  const message = busyLine();
  const writes = await writesOf(message);
  const state = writes.flatMap(({ Put }) => Put?.Item ?? [])[0];
  const update = writes.flatMap(({ Update }) => Update ?? [])[0];
  if (!state || !update) throw new Error('the line of an environment was not aggregated');
  const stateBytes = itemBytes(state);
  // Totals are as wide as all of a function's series, and some digits longer than one environment's.
  const cells = Object.values(update.ExpressionAttributeNames ?? {});
  const counts = Object.values(update.ExpressionAttributeValues ?? {});
  const totals = cells.map((cell, place) => [cell, Number(counts[place]) * 1_000 + 1]);
  const totalBytes = itemBytes({ ...update.Key, ...Object.fromEntries(totals) });
  const unitsOfBatch = transactionalUnits(stateBytes) + transactionalUnits(totalBytes);
  const runDollars = listPrices.invocation.dollars + runSeconds * 0.5 * listPrices.computeTime.dollars;
  const readUnitsOfBatch = queryUnits(stateBytes);
  const shards = 4;
  const exactText = JSON.stringify({ [exactMember]: JSON.parse(message)[exactMember] });
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
        dollars:
          units * listPrices.writeUnit.dollars +
          runs * (readUnitsOfBatch * listPrices.readUnit.dollars + runDollars),
      };
    }),
    logDollars: ((requests * Buffer.byteLength(exactText)) / 1e9) * listPrices.logLines.dollars,
    scrapeDollars: scrapesPerMonth * readUnits * listPrices.readUnit.dollars,
    getMetricDataDollars: scrapesPerMonth * customMetrics.length * listPrices.requestedMetric.dollars,
    customMetrics: customMetrics.length,
    customMetricsDollars: customMetrics.length * customMetricDollars,
  };
};
