import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { createDynamoEventOutbox } from '../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';
import type { CountedStores } from './recount-pending.ts';

/**
 * Connects to the tables of a service.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectStores = async (
  target: Target,
): Promise<CountedStores & CustomerTables & { readonly close: () => void }> => {
  const { region, dynamodbEndpoint, ...tables } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = createDynamoClient(documents, operatorPolicy('dynamodb'));
  const events = { client, tableName: tables.eventsTable };
  return {
    orders: { client, tableName: tables.ordersTable },
    events,
    outbox: createDynamoEventOutbox(events),
    metrics: createDynamoMetricsStore({ client, tableName: tables.metricsTable }),
    close: () => documents.destroy(),
  };
};
