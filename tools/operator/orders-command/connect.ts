import { createDynamoEventOutbox } from '../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import {
  createDocumentClient,
  createDynamoClient,
  type DynamoTable,
} from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';
import type { CountedStores } from './recount-pending.ts';

/**
 * Connects to the tables of a service.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectStores = async (
  target: Target,
): Promise<CountedStores & { readonly orders: DynamoTable; readonly close: () => void }> => {
  const { region, dynamodbEndpoint, ...tables } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = createDynamoClient(documents, operatorPolicy('dynamodb'));
  return {
    orders: { client, tableName: tables.ordersTable },
    outbox: createDynamoEventOutbox({ client, tableName: tables.eventsTable }),
    metrics: createDynamoMetricsStore({ client, tableName: tables.metricsTable }),
    close: () => documents.destroy(),
  };
};
