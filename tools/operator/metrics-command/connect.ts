import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createDynamoUnansweredStore } from '../../../lib/metrics/dynamo-unanswered-store.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';
import type { RedriveDependencies } from './redrive.ts';

/**
 * Connects to the metrics table of a service.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectMetricsStores = async (
  target: Target,
): Promise<Pick<RedriveDependencies, 'store' | 'unanswered'> & { readonly close: () => void }> => {
  const { region, dynamodbEndpoint, metricsTable } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const table = {
    client: createDynamoClient(documents, operatorPolicy('dynamodb')),
    tableName: metricsTable,
  };
  return {
    store: createDynamoMetricsStore(table),
    unanswered: createDynamoUnansweredStore(table, { clock: Date.now, random: Math.random }),
    close: () => documents.destroy(),
  };
};
