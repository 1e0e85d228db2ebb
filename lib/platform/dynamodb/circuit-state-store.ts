import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CircuitStateStore } from '../resilience/circuit.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { parseItem } from './parse-item.ts';

/** Stored form of a circuit. */
const circuitItemSchema = z.object({
  state: z.enum(['closed', 'open', 'half-open']),
  probeAt: z.number().min(0),
  revision: z.int().min(1),
});

export const circuitKey = (name: string) => ({ pk: `CIRCUIT#${name}`, sk: 'CIRCUIT' });

/** Circuits in a table, one item for each. */
export const createDynamoCircuitStateStore = ({ client, tableName }: DynamoTable): CircuitStateStore => ({
  async read(name, options) {
    const command = new GetCommand({ TableName: tableName, Key: circuitKey(name), ConsistentRead: true });
    const { Item } = await client.send(command, options);
    return Item && parseItem(circuitItemSchema, Item);
  },

  async write(name, record, options) {
    const isFirst = record.revision === 1;
    const command = new PutCommand({
      TableName: tableName,
      Item: { ...circuitKey(name), ...record },
      ...(isFirst
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': record.revision - 1 },
          }),
    });
    try {
      await client.send(command, options);
      return true;
    } catch (failure) {
      if (failure instanceof ConditionalCheckFailedException) return false;
      throw failure;
    }
  },
});
