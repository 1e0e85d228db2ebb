import { createDynamoOrderStore } from '../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';

/**
 * Connects to the orders of a service, with the permissions of the caller.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectOrderStore = async (
  target: Target,
): Promise<{ readonly store: OrderStore; readonly close: () => void }> => {
  const { region, dynamodbEndpoint, ordersTable, eventsTable } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = createDynamoClient(documents, operatorPolicy('dynamodb'));
  return {
    store: createDynamoOrderStore({ client, ordersTable, eventsTable }),
    close: () => documents.destroy(),
  };
};
