import type { StockLedger } from '../../app/ports/stock-ledger.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { queryItems } from '../../platform/dynamodb/read-items.ts';
import { isAbsent, putIf, transactWrite, type WriteAction } from '../../platform/dynamodb/write-items.ts';
import { idempotencyAction } from './idempotency-action.ts';
import { movementKey, movementPartition, stockKey } from './keys.ts';
import { fromMovementItem } from './product-items.ts';

const moveUnits = (TableName: string, sku: string, shard: number, units: number): WriteAction => ({
  Update: {
    TableName,
    Key: stockKey(sku, shard),
    UpdateExpression: 'SET available = available + :units',
    ConditionExpression: 'available >= :going',
    ExpressionAttributeValues: { ':units': units, ':going': Math.max(0, -units) },
  },
});

/** The stock ledger beside the products in the orders table. */
export const createDynamoStockLedger = ({ client, tableName }: DynamoTable): StockLedger => ({
  async commit({ movement, changes, idempotency }, options) {
    const { sku, id } = movement;
    const record = idempotencyAction(tableName, idempotency);
    const actions = [
      record.write,
      putIf(tableName, { ...movementKey(sku, id), ...movement }, isAbsent),
      ...changes.map(({ shard, units }) => moveUnits(tableName, sku, shard, units)),
    ];
    const refused = await transactWrite(client, actions, options);
    return refused.map(({ index, item }) => (index === 0 ? record.refused(item) : { kind: 'stock' }));
  },

  async *listMovements(sku, options) {
    const query = {
      TableName: tableName,
      KeyConditionExpression: 'pk = :ledger',
      ExpressionAttributeValues: { ':ledger': movementPartition(sku) },
      ConsistentRead: true,
    };
    for await (const item of queryItems(client, query, options)) yield fromMovementItem(item);
  },
});
