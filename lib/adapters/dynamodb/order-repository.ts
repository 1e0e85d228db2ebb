import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderRepository } from '../../app/ports/order-repository.ts';
import { callAws } from '../aws/aws-failure.ts';
import { fromOrderItem, orderKey, toOrderItem } from './order-item.ts';
import { type DynamoTable, dynamodb } from './table.ts';

/** Orders in the orders table. Reads are strongly consistent. */
export const createDynamoOrderRepository = ({ client, tableName }: DynamoTable): OrderRepository => ({
  async insert(order, { signal }) {
    const command = new PutCommand({
      TableName: tableName,
      Item: toOrderItem(order),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
  },

  async find(orderId, { signal }) {
    const command = new GetCommand({ TableName: tableName, Key: orderKey(orderId), ConsistentRead: true });
    const { Item } = await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    return Item && fromOrderItem(Item);
  },
});
