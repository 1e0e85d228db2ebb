import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDynamoOrderStore } from '../../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { stockTotals } from '../../../../lib/adapters/dynamodb/stock-actions.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { emptyMemoryTable } from '../../../harness/dynamodb/memory-tables.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' as const });

const allocation = fc.record({
  sku: fc.constantFrom('A', 'B', 'A#1'),
  shard: fc.nat({ max: 2 }),
  quantity: fc.integer({ min: 1, max: 9 }),
});
const take = fc.tuple(allocation, fc.nat({ max: 2 })).map(([units, amount]) => ({
  ...units,
  version: amount,
  unitPrice: usd(1),
}));

describe('stockTotals', () => {
  it('touches each stock item once, with all that is taken from it and goes back to it', () => {
    const commits = fc.record({ take: fc.array(take), giveBack: fc.array(allocation) });
    fc.assert(
      fc.property(commits, (commit) => {
        const movements = stockTotals(commit);
        const touched = movements.map(({ sku, shard }) => JSON.stringify([sku, shard]));
        expect(new Set(touched).size).toBe(touched.length);
        for (const { sku, shard, taken, givenBack, offers } of movements) {
          const isHere = (units: { sku: string; shard: number }) =>
            units.sku === sku && units.shard === shard;
          const takes = commit.take.filter(isHere);
          const sum = (all: readonly { quantity: number }[]) =>
            all.reduce((n, { quantity }) => n + quantity, 0);
          expect({ taken, givenBack }).toEqual({
            taken: sum(takes),
            givenBack: sum(commit.giveBack.filter(isHere)),
          });
          const expected = new Set(takes.map(({ version }) => version));
          expect(offers.map(({ version }) => version)).toEqual([...expected]);
        }
        const all = new Set([...commit.take, ...commit.giveBack].map(({ sku, shard }) => `${sku} ${shard}`));
        expect(movements).toHaveLength(all.size);
      }),
    );
  });
});

describe('stockActions', () => {
  it('take no units at an offer without a version of a product that has one now', async () => {
    const table = await emptyMemoryTable();
    const { sku, unitPrice } = aProduct();
    await createDynamoProductRepository(table).create(aProduct(), aCall());
    const store = createDynamoOrderStore({ ...table, ordersTable: table.tableName, eventsTable: 'none' });
    const take = [{ sku, shard: 0, quantity: 1, version: 0, unitPrice }];
    expect(await store.commit({ take }, aCall())).toMatchObject([{ kind: 'stock', sku }]);
  });
});
