import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { catalogueIndexKeys, productKey, stockKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { ConflictError } from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { itemsOf, putItems } from '../../../harness/dynamodb/stored-items.ts';
import { editProduct } from '../../../harness/shop/edit-product.ts';
import { productRepositoryContract } from '../../app/ports/product-repository.contract.ts';

const emptyTable = useEmbeddedTables();

productRepositoryContract(async () => createDynamoProductRepository(await emptyTable()));

describe('the DynamoDB ProductRepository', () => {
  it('treats a product without its stock item as sold out', async () => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    await products.create(aProduct(), calmly);
    await table.client.send(
      new DeleteCommand({ TableName: table.tableName, Key: stockKey('TEA-001', 0) }),
      calmly,
    );
    expect(await products.find('TEA-001', calmly)).toEqual({ ...aProduct(), available: 0 });
    await editProduct(products, { name: 'Darjeeling' });
    const [stock] = (await itemsOf(table)).filter(({ sk }) => sk === 'STOCK#0000');
    expect(stock).toMatchObject({ sku: 'TEA-001', shard: 0, available: 0, version: 2 });
  });

  it('names the item that is malformed', async () => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    const { available: _, ...entry } = aProduct();
    const Item = {
      ...entry,
      ...productKey(entry.sku),
      ...catalogueIndexKeys(entry.sku),
      unitPrice: 'free',
    };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
    const { pk, sk } = productKey('TEA-001');
    const refusal = {
      message: expect.stringMatching(new RegExp(`^item ${pk} ${sk} is malformed: unitPrice`)),
    };
    await expect(products.find('TEA-001', calmly)).rejects.toMatchObject(refusal);
    await expect(products.findEntries(['TEA-001'], calmly)).rejects.toMatchObject(refusal);
    await expect(products.list({ limit: 1 }, calmly)).rejects.toMatchObject(refusal);
  });

  it('lists the products beside and behind one that is malformed', async () => {
    const table = await emptyTable();
    const leftOut: string[] = [];
    const onUnreadable = ({ message }: Error) => leftOut.push(message);
    const products = createDynamoProductRepository({ ...table, onUnreadable });
    for (const sku of ['A-1', 'C-3']) await products.create(aProduct({ sku }), calmly);
    const Item = { ...productKey('B-2'), ...catalogueIndexKeys('B-2'), unitPrice: 'free' };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
    const read = async (after?: string) => {
      const { products: found, nextAfter } = await products.list({ limit: 2, after }, calmly);
      return { skus: found.map(({ sku }) => sku), nextAfter };
    };
    expect(await read()).toEqual({ skus: ['A-1'], nextAfter: 'B-2' });
    expect(await read('B-2')).toEqual({ skus: ['C-3'], nextAfter: undefined });
    expect(leftOut).toEqual([expect.stringMatching(/^item PRODUCT#B-2 PRODUCT is malformed: /)]);
    expect((await products.firstEntries(3, calmly)).map(({ sku }) => sku)).toEqual(['A-1', 'C-3']);
  });

  it('names the stock item that is malformed', async () => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    await products.create(aProduct({ stockShards: 2 }), calmly);
    const Item = { ...stockKey('TEA-001', 1), sku: 'TEA-001', shard: 1, available: -1 };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
    await expect(products.find('TEA-001', calmly)).rejects.toThrow(
      /^item PRODUCT#TEA-001 STOCK#0001 is malformed: available: .*; unitPrice: /,
    );
  });

  it.each([
    ['took units from one that goes', { stockShards: 1 }, -1],
    ['returned units to one that goes', { stockShards: 1 }, 1],
    ['took units that should move to a new one', { stockShards: 5 }, -5],
  ])('refuses to change the stock items when an order meanwhile %s', async (_, change, units) => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    await products.create(aProduct({ available: 10, stockShards: 2 }), calmly);
    const meanwhile = new UpdateCommand({
      TableName: table.tableName,
      Key: stockKey('TEA-001', 1),
      UpdateExpression: 'SET available = available + :units',
      ExpressionAttributeValues: { ':units': units },
    });
    const interrupted = createDynamoProductRepository({
      ...table,
      client: {
        ...table.client,
        send: async (command, options) => {
          if (command instanceof TransactWriteCommand) await table.client.send(meanwhile, options);
          return table.client.send(command, options);
        },
      },
    });
    await expect(editProduct(interrupted, change)).rejects.toThrow(ConflictError);
    expect(await products.find('TEA-001', calmly)).toMatchObject({ available: 10 + units, stockShards: 2 });
    await editProduct(products, change);
    expect(await products.find('TEA-001', calmly)).toMatchObject({ available: 10 + units, ...change });
  });

  it('lists a product that was not counted yet with the units of its stock items', async () => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    await products.create(aProduct({ available: 10, stockShards: 2 }), calmly);
    const items = await itemsOf(table);
    await putItems(
      table,
      items.map(({ listedAvailable: _, ...item }) => item),
    );
    expect((await products.list({ limit: 1 }, calmly)).products).toMatchObject([{ available: 10 }]);
  });

  it('ends a call whose deadline has passed as SYS-003', async () => {
    const products = createDynamoProductRepository(await emptyTable());
    const options = aCall({ signal: AbortSignal.abort() });
    await expect(products.create(aProduct(), options)).rejects.toMatchObject({ code: 'SYS-003' });
    await expect(products.find('TEA-001', options)).rejects.toMatchObject({ code: 'SYS-003' });
    await expect(products.list({ limit: 1 }, options)).rejects.toMatchObject({ code: 'SYS-003' });
  });
});
