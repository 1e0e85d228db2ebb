import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoListedAvailability } from '../../../../lib/adapters/dynamodb/dynamo-listed-availability.ts';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { stockKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import type { ListedAvailability } from '../../../../lib/app/ports/listed-availability.ts';
import type { ProductRepository } from '../../../../lib/app/ports/product-repository.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { aStockLevel } from '../../../builders/a-stock-level.ts';
import { calmly, type EmbeddedTable, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { editProduct } from '../../../harness/shop/edit-product.ts';

const emptyTable = useEmbeddedTables();
const tea = aProduct({ available: 10, stockShards: 3 });
const cups = aProduct({ sku: 'CUP-001', available: 4 });

describe('the DynamoDB ListedAvailability', () => {
  let table: EmbeddedTable;
  let availability: ListedAvailability;
  let products: ProductRepository;
  beforeEach(async () => {
    table = await emptyTable();
    availability = createDynamoListedAvailability(table);
    products = createDynamoProductRepository(table);
    for (const product of [tea, cups]) await products.create(product, calmly);
  });

  const listed = async () => {
    const page = await products.list({ limit: 10 }, calmly);
    return Object.fromEntries(page.products.map(({ sku, available }) => [sku, available]));
  };

  it('counts the units of all stock items', async () => {
    const counted = await availability.count([tea, cups], calmly);
    expect(Object.fromEntries(counted)).toEqual({ [tea.sku]: 10, [cups.sku]: 4 });
  });

  it('leaves out a product while the number of its stock items changes', async () => {
    const moved = { ...aStockLevel({ available: 2, stockShards: 6 }), ...stockKey(tea.sku, 0) };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item: moved }), calmly);
    expect([...(await availability.count([tea, cups], calmly)).keys()]).toEqual([cups.sku]);
  });

  it.each([[cups], [tea]])(
    'leaves out a product with a stock item that is malformed: %j',
    async ({ sku }) => {
      const Item = { ...stockKey(sku, 0), available: -1 };
      await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
      const leftOut: string[] = [];
      const onUnreadable = ({ message }: Error) => leftOut.push(message);
      const counting = createDynamoListedAvailability({ ...table, onUnreadable });
      const others = [tea, cups].filter((product) => product.sku !== sku).map((product) => product.sku);
      expect([...(await counting.count([tea, cups], calmly)).keys()]).toEqual(others);
      expect(leftOut).toEqual([expect.stringMatching(new RegExp(`^item PRODUCT#${sku} STOCK#0000 is`))]);
    },
  );

  it('lists the units from then on, after any change of the product', async () => {
    await availability.update(tea.sku, 7, calmly);
    expect(await listed()).toEqual({ [tea.sku]: 7, [cups.sku]: 4 });
    await editProduct(products, { name: 'Darjeeling', stockShards: 2 });
    expect(await listed()).toEqual({ [tea.sku]: 7, [cups.sku]: 4 });
  });

  it('makes no product of one that does not exist', async () => {
    await availability.update('POT-001', 7, calmly);
    expect(await products.find('POT-001', calmly)).toBeUndefined();
  });
});
