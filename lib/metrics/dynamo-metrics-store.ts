import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoTable } from '../platform/dynamodb/dynamo-client.ts';
import { getItem } from '../platform/dynamodb/read-items.ts';
import { transactWrite } from '../platform/dynamodb/write-items.ts';
import { addToItem } from './storage/metrics-items.ts';
import { advanceActions } from './storage/metrics-items.ts';
import { readBins } from './dynamodb/bins.ts';
import { readExemplars, writeExemplars } from './dynamodb/exemplars.ts';
import { foldEnvironment, listSilent } from './dynamodb/live-environments.ts';
import { raiseNewestLine, readNewestLine } from './dynamodb/newest-line.ts';
import { readTotals } from './dynamodb/totals.ts';
import type { MetricsStore } from './metrics-store.ts';
import { environmentKey, fromEnvironmentItem, totalKey } from './storage/metrics-items.ts';

/** The metrics table. */
export const createDynamoMetricsStore = (table: DynamoTable): MetricsStore => {
  const { client, tableName } = table;
  return {
    async stateOf(key, options) {
      const item = await getItem(table, environmentKey(key), options);
      return item && fromEnvironmentItem(item);
    },
    async advance(change, options) {
      const refused = await transactWrite(client, advanceActions(tableName, change), options);
      return refused.length === 0;
    },
    async grow(key, growth, options) {
      if (Object.keys(growth).length === 0) return;
      const command = new UpdateCommand(addToItem(tableName, totalKey(key), growth));
      await client.send(command, options);
    },
    totals: (options) => readTotals(table, options),
    binsSince: (series, slot, options) => readBins(table, series, slot, options),
    silentBefore: (time, limit, options) => listSilent(table, time, limit, options),
    fold: (key, time, options) => foldEnvironment(table, key, time, options),
    noteNewestLine: (at, options) => raiseNewestLine(table, at, options),
    newestLine: (options) => readNewestLine(table, options),
    saveExemplars: (exemplars, options) => writeExemplars(table, exemplars, options),
    exemplars: (options) => readExemplars(table, options),
  };
};
