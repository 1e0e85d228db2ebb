import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { aCall } from '../../builders/a-call.ts';

export type StoredItem = Readonly<Record<string, unknown>>;

const keyOf = ({ pk, sk }: StoredItem): string => `${pk} ${sk}`;

/** Every item of a table, sorted by key. */
export const itemsOf = async ({ client, tableName }: DynamoTable): Promise<StoredItem[]> => {
  const { Items = [] } = await client.send(
    new ScanCommand({ TableName: tableName, ConsistentRead: true }),
    aCall(),
  );
  return Items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

/** Puts items as they are, without any check. */
export const putItems = async ({ client, tableName }: DynamoTable, items: readonly StoredItem[]) => {
  for (const Item of items) await client.send(new PutCommand({ TableName: tableName, Item }), aCall());
};

// Compressed attributes are kept as text: the bytes differ between versions of zlib.
const compressed = '$deflated';

/** An item in JSON. */
export const toJsonItem = (item: StoredItem): StoredItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? { [compressed]: inflateRawSync(value).toString() } : value,
    ]),
  );

/** An item out of its JSON. */
export const fromJsonItem = (item: StoredItem): StoredItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && compressed in value
        ? deflateRawSync(String(value[compressed]))
        : value,
    ]),
  );
