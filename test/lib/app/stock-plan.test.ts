import { describe, expect, it } from 'vitest';
import type { CommitFailure } from '../../../lib/app/ports/order-store.ts';
import type { CatalogueEntry } from '../../../lib/app/ports/product-repository.ts';
import { planOptimistically, type RefusedPlan, replan, takesOf } from '../../../lib/app/stock-plan.ts';
import { preferredShard, type StockLevel } from '../../../lib/domain/stock.ts';
import { aProduct } from '../../builders/a-product.ts';
import { stockLevels } from '../../builders/a-stock-level.ts';
import { anOrder } from '../../builders/an-order.ts';
import { calmly } from '../../harness/shop/calmly.ts';

const { id } = anOrder();
const { unitPrice } = aProduct();
const tea = { sku: 'TEA-001', quantity: 2 };
const cup = { sku: 'CUP-001', quantity: 1 };

const entriesOf = (...facts: Partial<CatalogueEntry>[]) =>
  new Map(facts.map((fact) => [fact.sku ?? 'TEA-001', aProduct(fact) as CatalogueEntry]));

const levelsOf = (sku: string, ...units: number[]): StockLevel[] => stockLevels(units, { sku });

const refused = (level: StockLevel | undefined, sku = 'TEA-001', shard = 0): CommitFailure => ({
  kind: 'stock',
  sku,
  shard,
  level,
});

/** Plans again with this stock and these entries in the table; `read` is what was looked up there. */
const replanning = async (
  plan: Partial<RefusedPlan> & Pick<RefusedPlan, 'failures'>,
  stock: Readonly<Record<string, StockLevel[]>> = {},
  current = entriesOf({}),
) => {
  const read: unknown[] = [];
  const requested = plan.requested ?? [tea];
  const entries = plan.entries ?? entriesOf({});
  const result = await replan(
    { id, requested, entries, plan: planOptimistically(id, requested, entries), ...plan },
    {
      store: {
        findStock: async (sku) => {
          read.push(sku);
          return stock[sku] ?? [];
        },
      },
      catalogue: {
        entries: async () => new Map(),
        refresh: async (skus) => {
          read.push(skus);
          return new Map([...current].filter(([sku]) => skus.includes(sku)));
        },
      },
    },
    calmly,
  );
  return { ...result, read };
};

describe('planOptimistically', () => {
  it('takes each line from the one stock item that the order prefers', () => {
    const entries = entriesOf({ stockShards: 7 }, { sku: 'CUP-001' });
    expect(planOptimistically(id, [tea, cup], entries)).toEqual(
      new Map([
        ['TEA-001', [{ ...tea, shard: preferredShard(id, 'TEA-001', 7) }]],
        ['CUP-001', [{ ...cup, shard: 0 }]],
      ]),
    );
  });
});

describe('takesOf', () => {
  it('takes at the price of the order’s line, as the version of the product that was read', () => {
    const plan = new Map([
      [
        'TEA-001',
        [
          { sku: 'TEA-001', shard: 1, quantity: 1 },
          { sku: 'TEA-001', shard: 2, quantity: 1 },
        ],
      ],
    ]);
    expect(takesOf(anOrder(), plan, entriesOf({ version: 3 }))).toEqual([
      { sku: 'TEA-001', shard: 1, quantity: 1, version: 3, unitPrice },
      { sku: 'TEA-001', shard: 2, quantity: 1, version: 3, unitPrice },
    ]);
  });
});

describe('replan', () => {
  it('reads no stock for a line that was refused for its price alone', async () => {
    const old = entriesOf({ unitPrice: { amount: 1, currency: 'USD' } });
    const [level] = levelsOf('TEA-001', 5);
    const { entries, plan, read } = await replanning({ failures: [refused(level)], entries: old });
    expect(entries.get('TEA-001')?.unitPrice).toEqual(unitPrice);
    expect(plan.get('TEA-001')).toEqual([{ ...tea, shard: 0 }]);
    expect(read).toEqual([['TEA-001']]);
  });

  it('reads a product again that has another version at the same price', async () => {
    const [level] = levelsOf('TEA-001', 5);
    const named = entriesOf({ name: 'Darjeeling', version: 2 });
    const failures = [refused(level && { ...level, version: 2 })];
    const { entries, read } = await replanning({ failures }, {}, named);
    expect(entries.get('TEA-001')?.name).toBe('Darjeeling');
    expect(read).toEqual([['TEA-001']]);
  });

  it('spreads a line over the units of the other stock items', async () => {
    const levels = levelsOf('TEA-001', 1, 0, 2);
    const requested = [{ sku: 'TEA-001', quantity: 3 }];
    const failures = [refused(levels[0])];
    const { plan, read } = await replanning({ requested, failures }, { 'TEA-001': levels });
    expect(plan.get('TEA-001')).toEqual([
      { sku: 'TEA-001', shard: 2, quantity: 2 },
      { sku: 'TEA-001', shard: 0, quantity: 1 },
    ]);
    expect(read).toEqual(['TEA-001']);
  });

  it('keeps lines that were not refused', async () => {
    const requested = [tea, cup];
    const entries = entriesOf({ stockShards: 3 }, { sku: 'CUP-001' });
    const before = planOptimistically(id, requested, entries);
    const stock = { 'CUP-001': levelsOf('CUP-001', 0, 4) };
    const failures = [refused(stock['CUP-001'][0], 'CUP-001')];
    const { plan } = await replanning({ requested, entries, failures }, stock);
    expect(plan.get('TEA-001')).toEqual(before.get('TEA-001'));
    expect(plan.get('CUP-001')).toEqual([{ ...cup, shard: 1 }]);
  });

  it('reads a product again whose stock item is gone', async () => {
    const entries = entriesOf({ stockShards: 9 });
    const stock = { 'TEA-001': levelsOf('TEA-001', 4) };
    const failures = [refused(undefined, 'TEA-001', 8)];
    const result = await replanning({ entries, failures }, stock);
    expect(result.entries.get('TEA-001')?.stockShards).toBe(1);
    expect(result.plan.get('TEA-001')).toEqual([{ ...tea, shard: 0 }]);
  });

  describe('when other transactions held the stock items', () => {
    const contention = (...shards: number[]): CommitFailure => ({
      kind: 'contention',
      stock: shards.map((shard) => ({ sku: 'TEA-001', shard })),
    });

    it('takes the line from the next stock item that holds enough', async () => {
      const stock = { 'TEA-001': levelsOf('TEA-001', 9, 9, 1, 9) };
      const { plan, read } = await replanning({ failures: [contention(1)] }, stock);
      expect(plan.get('TEA-001')).toEqual([{ ...tea, shard: 3 }]);
      expect(read).toEqual(['TEA-001']);
    });

    it('stays with the only stock item', async () => {
      const stock = { 'TEA-001': levelsOf('TEA-001', 9) };
      const { plan } = await replanning({ failures: [contention(0)] }, stock);
      expect(plan.get('TEA-001')).toEqual([{ ...tea, shard: 0 }]);
    });

    it('is ORD-004 at once for a product that is sold out meanwhile', async () => {
      const stock = { 'TEA-001': levelsOf('TEA-001', 1) };
      await expect(replanning({ failures: [contention(0)] }, stock)).rejects.toMatchObject({
        code: 'ORD-004',
      });
    });

    it('keeps the plan when only other items of the order were held', async () => {
      const { plan, read } = await replanning({ failures: [contention()] });
      expect(plan.get('TEA-001')).toEqual([{ ...tea, shard: 0 }]);
      expect(read).toEqual([]);
    });
  });

  it('is ORD-004 with the sum of all stock items', async () => {
    const stock = { 'TEA-001': levelsOf('TEA-001', 0, 1) };
    await expect(replanning({ failures: [refused(stock['TEA-001'][0])] }, stock)).rejects.toMatchObject({
      code: 'ORD-004',
      details: { sku: 'TEA-001', requested: 2, available: 1 },
    });
  });

  it('is ORD-008 for an order that would have to be put together from more than 90 stock items', async () => {
    const skus = ['A', 'B', 'C', 'D', 'E'];
    const crumbs = new Array<number>(20).fill(1);
    const stock = Object.fromEntries(skus.map((sku) => [sku, levelsOf(sku, ...crumbs)]));
    const requested = skus.map((sku) => ({ sku, quantity: 20 }));
    const entries = entriesOf(...skus.map((sku) => ({ sku, stockShards: 20 })));
    const failures = skus.map((sku) => refused(stock[sku]?.[0], sku));
    await expect(replanning({ requested, entries, failures }, stock)).rejects.toMatchObject({
      code: 'ORD-008',
    });
  });
});
