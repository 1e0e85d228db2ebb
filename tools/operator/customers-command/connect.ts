import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';

/**
 * Connects to the tables that hold what is kept about customers, with the permissions of the caller.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectCustomerTables = async (
  target: Target,
): Promise<{ readonly tables: CustomerTables; readonly close: () => void }> => {
  const { region, dynamodbEndpoint, ordersTable, eventsTable } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = createDynamoClient(documents, operatorPolicy('dynamodb'));
  return {
    tables: {
      orders: { client, tableName: ordersTable },
      events: { client, tableName: eventsTable },
    },
    close: () => documents.destroy(),
  };
};
