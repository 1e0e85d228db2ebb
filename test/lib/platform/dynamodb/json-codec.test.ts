import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { HttpResponse } from '@smithy/core/protocols';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DynamoDBJsonCodec2 } from '../../../../lib/platform/dynamodb/json-codec.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';

type Value = Record<string, unknown>;
const text = fc.string({ unit: aCodePoint }).filter((made) => made !== '__proto__');
const bytes = fc.uint8Array();
const number = fc.integer().map(String);
// Names that look like DynamoDB's own, among others.
const name = fc.oneof(text, fc.constantFrom('B', 'BS', 'S', 'M', 'L', 'NULL'));
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ S: text }),
    fc.record({ N: number }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ B: bytes }),
    fc.record({ SS: fc.array(text, { minLength: 1 }) }),
    fc.record({ NS: fc.array(number, { minLength: 1 }) }),
    fc.record({ BS: fc.array(bytes, { minLength: 1 }) }),
    fc.record({ L: fc.array(tie('value')) }),
    fc.record({ M: fc.dictionary(name, tie('value'), { noNullPrototype: true }) }),
  ),
}));
const item = fc.dictionary(name, value, { noNullPrototype: true });

/** A client whose transport gives one response; `sent` has the body of the last request. */
const createClient = (
  config: Pick<DynamoDBClientConfig, 'protocolSettings'>,
  status: number,
  body: string,
) => {
  const sent: { body?: unknown } = {};
  const client = new DynamoDBClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    ...config,
    requestHandler: {
      handle: async (request: { readonly body: Uint8Array | string }) => {
        sent.body = JSON.parse(String(Buffer.from(request.body as Uint8Array)));
        const response = new HttpResponse({ statusCode: status, headers: {}, body: Buffer.from(body) });
        return { response };
      },
    },
  });
  return { client, sent };
};

/** Clients with the SDK's codec and with ours, otherwise the same. */
const createPair = async (body = '{}', status = 200) => {
  const own = createClient({}, status, body);
  const { protocolSettings } = own.client.config as unknown as { protocolSettings: object };
  const lean = createClient(
    { protocolSettings: { ...protocolSettings, jsonCodec: new DynamoDBJsonCodec2() } as never },
    status,
    body,
  );
  return [own, lean] as const;
};

const asItems = (items: unknown) => items as Record<string, AttributeValue>[];

/** DynamoDB's wire form, bytes as base64. */
const toWire = (answer: unknown): string =>
  JSON.stringify(answer, (_, part) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
  );

describe('DynamoDBJsonCodec2', () => {
  it('writes a transaction as the SDK does', async () => {
    const [own, lean] = await createPair();
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 3 }), async (items) => {
        const TransactItems = asItems(items).map((Item) => ({
          Put: { TableName: 'orders', Item, ConditionExpression: 'attribute_not_exists(pk)' },
        }));
        const command = () => new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: 'token' });
        await Promise.all([own.client.send(command()), lean.client.send(command())]);
        expect(lean.sent.body).toEqual(own.sent.body);
      }),
    );
  });

  it('reads the items of a query as the SDK does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(item), async (Items) => {
        const [own, lean] = await createPair(toWire({ Items, Count: Items.length }));
        const command = new QueryCommand({ TableName: 'orders' });
        const expected = await own.client.send(command);
        expect(await lean.client.send(command)).toEqual(expected);
        expect(expected.Items).toEqual(Items);
      }),
    );
  });

  it('reads keys that were not processed as the SDK does', async () => {
    const keys = [{ pk: { S: 'ORDER#1' }, sk: { B: Uint8Array.of(1, 2, 3) } }];
    const [own, lean] = await createPair(
      toWire({ Responses: { orders: [] }, UnprocessedKeys: { orders: { Keys: keys } } }),
    );
    const command = new BatchGetItemCommand({ RequestItems: { orders: { Keys: asItems(keys) } } });
    const expected = await own.client.send(command);
    expect(await lean.client.send(command)).toEqual(expected);
    expect(expected.UnprocessedKeys?.['orders']?.Keys).toEqual(keys);
  });

  it('gives the SDK the reasons of a cancelled transaction', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'ORDER#1' } } }];
    const body = {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'cancelled',
      CancellationReasons: reasons,
    };
    const clients = await createPair(toWire(body), 400);
    const failures = await Promise.all(
      clients.map(({ client }) =>
        client
          .send(new TransactWriteItemsCommand({ TransactItems: [] }))
          .catch((failure: unknown) => failure),
      ),
    );
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(TransactionCanceledException);
      expect(failure).toMatchObject({ message: 'cancelled', CancellationReasons: reasons });
    }
  });

  it('reads an empty response as one without members', async () => {
    const [, lean] = await createPair('');
    expect(await lean.client.send(new QueryCommand({ TableName: 'orders' }))).toEqual({
      $metadata: expect.anything(),
    });
  });
});
