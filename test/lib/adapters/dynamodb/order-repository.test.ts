import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { orderKey, toOrderItem } from '../../../../lib/adapters/dynamodb/order-item.ts';
import { createDynamoOrderRepository } from '../../../../lib/adapters/dynamodb/order-repository.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderRepositoryContract } from '../../app/ports/order-repository.contract.ts';
import { calmly, useEmbeddedTables } from './embedded-tables.ts';

const emptyTable = useEmbeddedTables();

orderRepositoryContract(async () => createDynamoOrderRepository(await emptyTable()));

describe('the DynamoDB OrderRepository', () => {
  const stored = async (attributes: Record<string, unknown>) => {
    const table = await emptyTable();
    const Item = { ...toOrderItem(anOrder()), ...attributes };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
    return createDynamoOrderRepository(table);
  };

  it.each([
    ['status', 'paid'],
    ['total', { amount: 1.5, currency: 'USD' }],
    ['lines', 'none'],
    ['createdAt', 'yesterday'],
    ['version', 0],
  ])('names the item whose %s is malformed', async (attribute, value) => {
    const orders = await stored({ [attribute]: value });
    const { pk, sk } = orderKey(anOrder().id);
    await expect(orders.find(anOrder().id, calmly)).rejects.toMatchObject({
      name: 'MalformedItemError',
      message: expect.stringMatching(new RegExp(`^item ${pk} ${sk} is malformed: .*${attribute}`)),
    });
  });

  it('leaves attributes alone that a newer version has added', async () => {
    const orders = await stored({ giftWrapped: true });
    expect(await orders.find(anOrder().id, calmly)).toEqual(anOrder());
  });

  it('ends a call whose deadline has passed as SYS-003', async () => {
    const orders = createDynamoOrderRepository(await emptyTable());
    const signal = AbortSignal.abort();
    await expect(orders.find(anOrder().id, { signal })).rejects.toMatchObject({ code: 'SYS-003' });
    await expect(orders.insert(anOrder(), { signal })).rejects.toMatchObject({ code: 'SYS-003' });
  });
});
