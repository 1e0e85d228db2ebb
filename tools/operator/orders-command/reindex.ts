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

const placesOf = (order: z.output<typeof orderFacts>): Readonly<Record<string, string>> => ({
  ...statusIndexKeys(order),
  ...customerStatusIndexKeys(order),
});

/** Every stored order, with its places in the indexes by status. */
async function* storedOrders({ client, tableName }: DynamoTable, options: CallOptions) {
  let position: ScanCommandInput['ExclusiveStartKey'];
  do {
    const command = new ScanCommand({
      TableName: tableName,
      FilterExpression: 'sk = :order',
      ExpressionAttributeValues: { ':order': orderKey('').sk },
      ExclusiveStartKey: position,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(command, options);
    yield* Items;
    position = LastEvaluatedKey;
  } while (position);
}

/** Puts an order into its places, unless it was written since it was read: then it has them. */
const place = (table: DynamoTable, order: z.output<typeof orderFacts>, options: CallOptions) => {
  const keys = Object.entries(placesOf(order));
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
 * Puts orders that earlier versions have written into their places in the indexes by status.
 * @returns the exit code.
 */
export const reindex = async (
  table: DynamoTable,
  { dryRun, print }: CommandSettings,
  options: CallOptions,
): Promise<number> => {
  const counts = { elsewhere: 0, moved: 0, unreadable: 0 };
  for await (const item of storedOrders(table, options)) {
    const order = orderFacts.safeParse(item);
    if (!order.success) {
      counts.unreadable += 1;
      print(`${String(item['pk'])}: unreadable`);
    } else if (Object.entries(placesOf(order.data)).some(([name, value]) => item[name] !== value)) {
      counts.elsewhere += 1;
      if (!dryRun && (await place(table, order.data, options))) counts.moved += 1;
    }
  }
  const { elsewhere, moved, unreadable } = counts;
  print(
    `${elsewhere} orders not in their places in the indexes, ${moved} moved there, ${unreadable} unreadable`,
  );
  return unreadable > 0 ? 1 : 0;
};
