import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ordersTable } from '../../../lib/contract/tables.ts';
import { type CallOptions, unlimitedCall } from '../../../lib/platform/call-options.ts';
import { createDynamoClient, type DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { withClient, withEmptyDatabase } from '../dynamodb/with-database.ts';
import { deployment } from '../workload/function-environment.ts';
import { meterReads, type ReadCost } from './read-meter.ts';

/** Reads from the orders table. */
export type Read = (table: DynamoTable, options: CallOptions) => Promise<unknown>;

export interface ComparedRead {
  readonly name: string;
  readonly now: Read;
  /** The same as it was done formerly; absent for what is new. */
  readonly before?: Read;
}

export interface MeasuredRead {
  readonly name: string;
  readonly now: ReadCost;
  readonly before: ReadCost | undefined;
}

/** A table, and the client that it is filled with. */
export interface FillableTable extends DynamoTable {
  readonly documents: DynamoDBDocumentClient;
}

/** Calls and read units of each of the reads, from an orders table that `fill` has filled. */
export const compareReads = (
  reads: readonly ComparedRead[],
  fill: (table: FillableTable) => Promise<void>,
): Promise<readonly MeasuredRead[]> =>
  withEmptyDatabase((endpoint) =>
    withClient(endpoint, async (client) => {
      const documents = DynamoDBDocumentClient.from(client);
      const [tableName = ''] =
        Object.entries(deployment.tables).find(([, definition]) => definition === ordersTable) ?? [];
      const policy = createDependencyPolicy({
        name: 'dynamodb',
        isFailure: () => true,
        tryTimeoutMs: 30_000,
      });
      const table = { client: createDynamoClient(documents, policy), tableName };
      await fill({ ...table, documents });
      const read = meterReads(documents);
      const options = unlimitedCall();
      const costOf = async (one: Read): Promise<ReadCost> => {
        await one(table, options);
        return read();
      };
      const measured: MeasuredRead[] = [];
      for (const { name, now, before } of reads) {
        measured.push({ name, now: await costOf(now), before: before && (await costOf(before)) });
      }
      return measured;
    }),
  );
