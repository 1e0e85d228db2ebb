import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../aws/aws-failure.ts';
import { dynamodb } from './table.ts';

type Item = Record<string, unknown>;

/** The items of a query in its order. The next page is read when it is needed. */
export async function* queryItems(
  client: DynamoDBDocumentClient,
  query: Omit<QueryCommandInput, 'ExclusiveStartKey'>,
  signal: AbortSignal,
): AsyncGenerator<Item, void> {
  let position: Item | undefined;
  do {
    const command = new QueryCommand({ ...query, ExclusiveStartKey: position });
    const page = await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    yield* page.Items ?? [];
    position = page.LastEvaluatedKey;
  } while (position);
}

/** All items, or the first `count` of them. */
export const collectItems = async (items: AsyncIterable<Item>, count = Number.POSITIVE_INFINITY) => {
  const collected: Item[] = [];
  for await (const item of items) {
    collected.push(item);
    if (collected.length >= count) break;
  }
  return collected;
};
