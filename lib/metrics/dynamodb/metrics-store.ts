import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../../platform/aws/aws-failure.ts';
import { getItem } from '../../platform/dynamodb/get-item.ts';
import { type DynamoTable, dynamodb } from '../../platform/dynamodb/table.ts';
import { transactWrite } from '../../platform/dynamodb/transact-write.ts';
import type { MetricsStore } from '../aggregation/metrics-store.ts';
import { addToItem } from './add-to-item.ts';
import { advanceActions } from './advance.ts';
import { readBins } from './bins.ts';
import { readExemplars, writeExemplars } from './exemplars.ts';
import { foldEnvironment, listSilent } from './live-environments.ts';
import { environmentKey, fromEnvironmentItem, totalKey } from './metrics-items.ts';
import { raiseNewestLine, readNewestLine } from './newest-line.ts';
import { readTotals } from './totals.ts';

/** The metrics table. */
export const createDynamoMetricsStore = (table: DynamoTable): MetricsStore => {
  const { client, tableName } = table;
  return {
    async stateOf(key, { signal }) {
      const item = await getItem(table, environmentKey(key), signal);
      return item && fromEnvironmentItem(item);
    },
    async advance(change, { signal }) {
      const refused = await transactWrite(client, advanceActions(tableName, change), signal);
      return refused.length === 0;
    },
    async grow(key, growth, { signal }) {
      if (Object.keys(growth).length === 0) return;
      const command = new UpdateCommand(addToItem(tableName, totalKey(key), growth));
      await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    },
    totals: ({ signal }) => readTotals(table, signal),
    binsSince: (series, slot, { signal }) => readBins(table, series, slot, signal),
    silentBefore: (time, limit, { signal }) => listSilent(table, time, limit, signal),
    fold: (key, time, { signal }) => foldEnvironment(table, key, time, signal),
    noteNewestLine: (at, { signal }) => raiseNewestLine(table, at, signal),
    newestLine: ({ signal }) => readNewestLine(table, signal),
    saveExemplars: (exemplars, { signal }) => writeExemplars(table, exemplars, signal),
    exemplars: ({ signal }) => readExemplars(table, signal),
  };
};
