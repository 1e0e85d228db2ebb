import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { customerStatusIndexKeys, orderKey, statusIndexKeys } from '../../../lib/adapters/dynamodb/keys.ts';
import { orderStatuses } from '../../../lib/domain/order-status.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { updateIf } from '../../../lib/platform/dynamodb/write-items.ts';

export interface CommandSettings {
  /** Whether nothing is changed. */
  readonly dryRun: boolean;
  readonly print: (text: string) => void;
}

/** The facts that the places of an order depend on. */
const orderFacts = z.object({
  id: z.string(),
  customerId: z.string(),
  status: z.enum(orderStatuses),
  revision: z.int(),
});

/** Orders that were last written without a place in the indexes by status. */
async function* ordersWithoutPlace({ client, tableName }: DynamoTable, options: CallOptions) {
  let position: ScanCommandInput['ExclusiveStartKey'];
  do {
    const command = new ScanCommand({
      TableName: tableName,
      FilterExpression: 'sk = :order AND attribute_not_exists(gsi4pk)',
      ExpressionAttributeValues: { ':order': orderKey('').sk },
      ExclusiveStartKey: position,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(command, options);
    yield* Items;
    position = LastEvaluatedKey;
  } while (position);
}

/** Adds an order to the indexes, unless it was written since it was read: then it has its places. */
const addToIndexes = (table: DynamoTable, order: z.output<typeof orderFacts>, options: CallOptions) => {
  const keys = Object.entries({ ...statusIndexKeys(order), ...customerStatusIndexKeys(order) });
  const update = {
    Key: orderKey(order.id),
    UpdateExpression: `SET ${keys.map(([name]) => `${name} = :${name}`).join(', ')}`,
    ConditionExpression: 'revision = :revision',
    ExpressionAttributeValues: {
      ':revision': order.revision,
      ...Object.fromEntries(keys.map(([name, value]) => [`:${name}`, value])),
    },
  };
  return updateIf(table, update, options);
};

/**
 * Adds the orders of earlier versions to the indexes by status.
 * @returns the exit code.
 */
export const reindex = async (
  table: DynamoTable,
  { dryRun, print }: CommandSettings,
  options: CallOptions,
): Promise<number> => {
  const counts = { found: 0, added: 0, unreadable: 0 };
  for await (const item of ordersWithoutPlace(table, options)) {
    counts.found += 1;
    const order = orderFacts.safeParse(item);
    if (!order.success) {
      counts.unreadable += 1;
      print(`${String(item['pk'])}: unreadable`);
    } else if (!dryRun && (await addToIndexes(table, order.data, options))) counts.added += 1;
  }
  const { found, added, unreadable } = counts;
  print(`${found} orders without a place in the indexes, ${added} added, ${unreadable} unreadable`);
  return unreadable > 0 ? 1 : 0;
};
