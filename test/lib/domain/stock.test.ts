import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateStock,
  maxStockShards,
  preferredShard,
  type StockLevel,
  spreadStock,
  totalAvailable,
} from '../../../lib/domain/stock.ts';
import { aProduct } from '../../builders/a-product.ts';
import { stockLevels } from '../../builders/a-stock-level.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';

const { sku } = aProduct();

const levelsOf = (...units: number[]): StockLevel[] => stockLevels(units);

/** `[shard, quantity]` of each allocation. */
const taken = (quantity: number, units: readonly number[], preferred = 0) =>
  allocateStock(quantity, levelsOf(...units), preferred)?.map(({ shard, quantity: part }) => [shard, part]);

const anyUnits = fc.array(fc.nat({ max: 50 }), { maxLength: maxStockShards });

describe('spreadStock', () => {
  it('gives the first shards the rest', () => {
    expect(spreadStock(10, 4)).toEqual([3, 3, 2, 2]);
    expect(spreadStock(2, 4)).toEqual([1, 1, 0, 0]);
    expect(spreadStock(0, 2)).toEqual([0, 0]);
    expect(spreadStock(7, 1)).toEqual([7]);
  });

  it('spreads every unit, as even as can be', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: maxStockShards }), (units, shards) => {
        const spread = spreadStock(units, shards);
        expect(spread).toHaveLength(shards);
        expect(spread.reduce((sum, each) => sum + each, 0)).toBe(units);
        expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('allocateStock', () => {
  it('takes from the preferred shard', () => {
    expect(taken(2, [5, 5, 5], 1)).toEqual([[1, 2]]);
  });

  it('takes from the next one in turn that holds all', () => {
    expect(taken(3, [5, 1, 2], 1)).toEqual([[0, 3]]);
    expect(taken(3, [3, 1, 4], 1)).toEqual([[2, 3]]);
  });

  it('takes from several only when none holds all, the fullest first', () => {
    expect(taken(6, [2, 5, 3], 0)).toEqual([
      [1, 5],
      [2, 1],
    ]);
  });

  it('goes from the first when the preferred shard is not there any more', () => {
    expect(taken(1, [1, 1], 7)).toEqual([[0, 1]]);
  });

  it('takes nothing when all of them together hold less', () => {
    expect(taken(7, [2, 2, 2])).toBeUndefined();
    expect(taken(1, [])).toBeUndefined();
    expect(taken(1, [0, 0])).toBeUndefined();
  });

  it('takes exactly the requested quantity if the stock suffices, and from no shard more than its units', () => {
    fc.assert(
      fc.property(
        anyUnits,
        fc.integer({ min: 1, max: 999 }),
        fc.nat({ max: 30 }),
        (units, quantity, preferred) => {
          const levels = levelsOf(...units);
          const allocations = allocateStock(quantity, levels, preferred);
          expect(allocations !== undefined).toBe(totalAvailable(levels) >= quantity);
          const parts = allocations ?? [];
          expect(parts.every((part) => part.quantity > 0)).toBe(true);
          expect(parts.every((part) => part.quantity <= (units[part.shard] ?? 0))).toBe(true);
          expect(new Set(parts.map(({ shard }) => shard)).size).toBe(parts.length);
          if (allocations) expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity);
        },
      ),
    );
  });

  it('cuts an order up only when no shard holds all of it', () => {
    fc.assert(
      fc.property(
        anyUnits,
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 30 }),
        (units, quantity, preferred) => {
          const allocations = taken(quantity, units, preferred) ?? [];
          if (allocations.length > 1) expect(Math.max(...units)).toBeLessThan(quantity);
        },
      ),
    );
  });

  it('leaves the levels that it is given as they are', () => {
    const levels = Object.freeze(levelsOf(1, 5, 3));
    expect(allocateStock(6, levels, 2)).toHaveLength(2);
    expect(levels).toEqual(levelsOf(1, 5, 3));
  });
});

describe('preferredShard', () => {
  it('is the same each time', () => {
    expect(preferredShard(orderIdOf(1), sku, 20)).toBe(preferredShard(orderIdOf(1), sku, 20));
  });

  it('is one of the shards', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.integer({ min: 1, max: maxStockShards }),
        (id, name, shards) => {
          const shard = preferredShard(id, name, shards);
          expect(Number.isInteger(shard) && shard >= 0 && shard < shards).toBe(true);
        },
      ),
    );
  });

  it.each([2, 3, 4, 8, 16, 20])(
    'spreads orders over %i shards so that none gets twice its share',
    (shards) => {
      const orders = 2_000;
      const counts = new Array<number>(shards).fill(0);
      for (let n = 0; n < orders; n += 1) {
        const shard = preferredShard(orderIdOf(n), sku, shards);
        counts[shard] = (counts[shard] ?? 0) + 1;
      }
      expect(Math.max(...counts)).toBeLessThan((2 * orders) / shards);
      expect(Math.min(...counts)).toBeGreaterThan(orders / shards / 2);
    },
  );
});
