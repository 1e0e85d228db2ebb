import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';

/** A client that loses the first answer: `meanwhile` happens before the request is sent again. */
export const losingAnswer = (client: DynamoClient, meanwhile: () => Promise<unknown>): DynamoClient => {
  const send = async (...call: Parameters<DynamoClient['send']>) => {
    await client.send(...call);
    await meanwhile();
    return client.send(...call);
  };
  return { ...client, send: send as DynamoClient['send'] };
};
