import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CircuitStateStore } from '../resilience/circuit.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { parseItem } from './parse-item.ts';
import { isAbsent, putIf, transactWrite } from './write-items.ts';

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
    const isNext = {
      ConditionExpression: 'revision = :before',
      ExpressionAttributeValues: { ':before': record.revision - 1 },
    };
    const item = { ...circuitKey(name), ...record };
    const condition = record.revision === 1 ? isAbsent : isNext;
    // With a token, so that the writer knows its own write although the answer to the first request is lost.
    return (await transactWrite(client, [putIf(tableName, item, condition)], options)).length === 0;
  },
});
