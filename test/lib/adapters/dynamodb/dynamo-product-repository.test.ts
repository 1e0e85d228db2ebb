import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { catalogueIndexKeys, productKey, stockKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { ConflictError } from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { productRepositoryContract } from '../../app/ports/product-repository.contract.ts';

const emptyTable = useEmbeddedTables();

productRepositoryContract(async () => createDynamoProductRepository(await emptyTable()));

describe('the DynamoDB ProductRepository', () => {
  it('takes a product whose stock item is missing for sold out', async () => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    await products.save(aProduct(), calmly);
    await table.client.send(
      new DeleteCommand({ TableName: table.tableName, Key: stockKey('TEA-001', 0) }),
      calmly,
    );
    expect(await products.find('TEA-001', calmly)).toEqual(aProduct({ available: 0 }));
    expect((await products.list({ limit: 1 }, calmly)).products).toEqual([aProduct({ available: 0 })]);
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
    await expect(products.save(aProduct(), calmly)).rejects.toMatchObject(refusal);
  });

  it('names the stock item that is malformed', async () => {
    const table = await emptyTable();
    const products = createDynamoProductRepository(table);
    await products.save(aProduct({ stockShards: 2 }), calmly);
    const Item = { ...stockKey('TEA-001', 1), sku: 'TEA-001', shard: 1, available: -1 };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
    await expect(products.find('TEA-001', calmly)).rejects.toThrow(
      /^item PRODUCT#TEA-001 STOCK#0001 is malformed: available: .*; unitPrice: /,
    );
  });

  it('refuses a save that read the product before another one changed its stock items', async () => {
    const table = await emptyTable();
    const other = createDynamoProductRepository(table);
    await other.save(aProduct({ stockShards: 2 }), calmly);
    let saveBetween: Promise<void> | undefined;
    const send: typeof table.client.send = async (command, options) => {
      if (command instanceof TransactWriteCommand) {
        saveBetween ??= other.save(aProduct({ stockShards: 3 }), calmly);
        await saveBetween;
      }
      return table.client.send(command, options);
    };
    const products = createDynamoProductRepository({ ...table, client: { ...table.client, send } });
    await expect(products.save(aProduct(), calmly)).rejects.toThrow(ConflictError);
    expect(await other.find('TEA-001', calmly)).toEqual(aProduct({ stockShards: 3 }));
  });

  it('ends a call whose deadline has passed as SYS-003', async () => {
    const products = createDynamoProductRepository(await emptyTable());
    const options = aCall({ signal: AbortSignal.abort() });
    await expect(products.save(aProduct(), options)).rejects.toMatchObject({ code: 'SYS-003' });
    await expect(products.find('TEA-001', options)).rejects.toMatchObject({ code: 'SYS-003' });
    await expect(products.list({ limit: 1 }, options)).rejects.toMatchObject({ code: 'SYS-003' });
  });
});
