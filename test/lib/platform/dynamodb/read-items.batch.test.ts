import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limitCall } from '../../../../lib/platform/call-options.ts';
import { createDocumentClient, createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { batchGet } from '../../../../lib/platform/dynamodb/read-items.ts';
import { directPolicy } from '../../../doubles/direct-policy.ts';
import { calmly, stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

interface WireKey {
  readonly pk: { readonly S: string };
}

interface WireRequest {
  readonly RequestItems: { readonly orders: { readonly Keys: WireKey[]; readonly ConsistentRead: boolean } };
}

const keys = ['a', 'b', 'c', 'd', 'e'].map((pk) => ({ pk, sk: 'x' }));

describe('batchGet', () => {
  let stop = async () => {};
  beforeAll(stubCredentials);
  afterEach(() => stop());

  /** A table that answers so many keys of each request. */
  const tableAnswering = async (answered: number) => {
    const asked: WireRequest[] = [];
    const server = await startScriptedServer(async (request, response) => {
      const chunks = await request.toArray();
      const wire = JSON.parse(Buffer.concat(chunks).toString()) as WireRequest;
      asked.push(wire);
      const { Keys } = wire.RequestItems.orders;
      const rest = Keys.slice(answered);
      const answer = {
        Responses: { orders: Keys.slice(0, answered) },
        UnprocessedKeys: rest.length > 0 ? { orders: { Keys: rest, ConsistentRead: true } } : {},
      };
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
    });
    const documents = createDocumentClient({ region: 'us-east-1', endpoint: server.endpoint });
    stop = async () => {
      documents.destroy();
      await server.stop();
    };
    return { table: { client: createDynamoClient(documents, directPolicy), tableName: 'orders' }, asked };
  };

  it('asks again for the keys that were not processed, until it has all', async () => {
    const { table, asked } = await tableAnswering(2);
    const items = await batchGet(table, keys, calmly);
    expect(items).toEqual(keys);
    const names = asked.map(({ RequestItems }) => RequestItems.orders.Keys.map(({ pk }) => pk.S));
    expect(names).toEqual([['a', 'b', 'c', 'd', 'e'], ['c', 'd', 'e'], ['e']]);
  });

  it('reads strongly consistently each time', async () => {
    const { table, asked } = await tableAnswering(3);
    await batchGet(table, keys, calmly);
    expect(asked.map(({ RequestItems }) => RequestItems.orders.ConsistentRead)).toEqual([true, true]);
  });

  it('asks for no more than 100 keys at a time', async () => {
    const { table, asked } = await tableAnswering(100);
    const many = Array.from({ length: 250 }, (_, n) => ({ pk: `key-${n}`, sk: 'x' }));
    expect(await batchGet(table, many, calmly)).toEqual(many);
    const sizes = asked.map(({ RequestItems }) => RequestItems.orders.Keys.length);
    expect(sizes.sort()).toEqual([100, 100, 50]);
  });

  it('asks for nothing when there is nothing to ask for', async () => {
    const { table, asked } = await tableAnswering(2);
    expect(await batchGet(table, [], calmly)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('ends as SYS-003 with the deadline when nothing is ever processed', async () => {
    const { table } = await tableAnswering(0);
    await expect(batchGet(table, keys, limitCall(calmly, 100))).rejects.toMatchObject({ code: 'SYS-003' });
  });
});
