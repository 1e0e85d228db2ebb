import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsAccount } from '../../local-cloud/aws-account.ts';

/** Calls `use` with a client of a database that is closed afterwards. */
export const withClient = async <T>(
  endpoint: string,
  use: (client: DynamoDBClient) => Promise<T>,
): Promise<T> => {
  const { region, credentials } = awsAccount;
  const client = new DynamoDBClient({ region, credentials, endpoint });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};
