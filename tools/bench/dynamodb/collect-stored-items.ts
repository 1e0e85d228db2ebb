import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand as DocumentScanCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { functionEntry } from '../../../lib/contract/bundling.ts';
import { bundleHandler, bundleProgram } from '../bundles/bundle.ts';
import type { Laboratory } from '../laboratory.ts';
import { runMeasured } from '../processes/measured-process.ts';
import { deployment, functionEnvironment } from '../workload/function-environment.ts';
import { type StoredItems, withClient, withEmptyDatabase } from './with-database.ts';

/** Stores the benchmark's products with put-product and returns the items of all tables. */
export const collectStoredItems = async ({
  processes,
  workspace,
}: Pick<Laboratory, 'processes' | 'workspace'>): Promise<readonly StoredItems[]> => {
  const program = await workspace.write(
    'put-products',
    await bundleProgram('tools/bench/dynamodb/put-products.ts'),
  );
  const source = { entry: functionEntry('put-product'), bundling: 'contract' } as const;
  const handler = await workspace.write('put-product', await bundleHandler(source));
  return withEmptyDatabase(async (endpoint) => {
    const environment = functionEnvironment(endpoint);
    await runMeasured({ processes, cpu: undefined, args: [program, handler], environment });
    return withClient(endpoint, (client) => {
      const documents = DynamoDBDocumentClient.from(client);
      const read = async (TableName: string) => {
        const [wire, plain] = await Promise.all([
          client.send(new ScanCommand({ TableName })),
          documents.send(new DocumentScanCommand({ TableName })),
        ]);
        return { tableName: TableName, wire: wire.Items ?? [], plain: plain.Items ?? [] };
      };
      return Promise.all(Object.keys(deployment.tables).map(read));
    });
  });
};
