import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { collectItems, queryItems } from '../../../../lib/platform/dynamodb/read-items.ts';
import { directPolicy } from '../../../doubles/direct-policy.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

interface WireQuery {
  readonly IndexName?: string;
  readonly ExclusiveStartKey?: { readonly pk: { readonly S: string } };
}

/** Pages as DynamoDB may answer them: an empty one does not have to be the last. */
const pages = [['a', 'b'], [], ['c'], ['d', 'e']];

describe('queryItems', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  const askedPages = async (read: (items: ReturnType<typeof queryItems>) => Promise<unknown>) => {
    const asked: WireQuery[] = [];
    const server = await startScriptedServer(async (request, response) => {
      asked.push(JSON.parse(Buffer.concat(await request.toArray()).toString()) as WireQuery);
      const page = asked.length - 1;
      const answer = {
        Items: pages[page]?.map((pk) => ({ pk: { S: pk } })),
        ...(page < pages.length - 1 && { LastEvaluatedKey: { pk: { S: `end of page ${page}` } } }),
      };
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    const result = await read(
      queryItems(
        createDynamoClient(documents, directPolicy),
        { TableName: 'orders', IndexName: 'gsi1' },
        calmly,
      ),
    );
    return { asked, result };
  };
  const named = (...names: string[]) => names.map((pk) => ({ pk }));

  it('has the items of all pages, each asked for from where the one before ended', async () => {
    const { asked, result } = await askedPages((items) => collectItems(items));
    expect(result).toEqual(named('a', 'b', 'c', 'd', 'e'));
    expect(asked.map(({ ExclusiveStartKey }) => ExclusiveStartKey?.pk.S)).toEqual([
      undefined,
      'end of page 0',
      'end of page 1',
      'end of page 2',
    ]);
    expect(asked.map(({ IndexName }) => IndexName)).toEqual(['gsi1', 'gsi1', 'gsi1', 'gsi1']);
  });

  it.each([
    { count: 1, read: 1 },
    { count: 2, read: 1 },
    { count: 3, read: 3 },
    { count: 4, read: 4 },
    { count: 9, read: 4 },
  ])('reads $read pages to get $count items', async ({ count, read }) => {
    const { asked, result } = await askedPages((items) => collectItems(items, count));
    expect(result).toEqual(named('a', 'b', 'c', 'd', 'e').slice(0, count));
    expect(asked).toHaveLength(read);
  });
});
