import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';

/**
 * Connects to the metrics table of a service.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectMetricsStore = async (
  target: Target,
): Promise<{ readonly store: MetricsStore; readonly close: () => void }> => {
  const { region, dynamodbEndpoint, metricsTable } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = createDynamoClient(documents, operatorPolicy('dynamodb'));
  return {
    store: createDynamoMetricsStore({ client, tableName: metricsTable }),
    close: () => documents.destroy(),
  };
};
