import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';

/**
 * A client that loses the answer to every command, which the database has carried out, and sends the command again.
 * @param meanwhile happens before it is sent again.
 */
export const losingAnswers = (
  client: DynamoClient,
  meanwhile: () => Promise<unknown> = async () => {},
): DynamoClient => {
  const send = async (...call: Parameters<DynamoClient['send']>) => {
    await client.send(...call).catch(() => undefined);
    await meanwhile();
    return client.send(...call);
  };
  return { ...client, send: send as DynamoClient['send'] };
};
