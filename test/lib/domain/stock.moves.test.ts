import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWholeStock,
  maxStockShards,
  reshardStock,
  spreadMovement,
  totalAvailable,
} from '../../../lib/domain/stock.ts';
import { aStockLevel, stockLevels } from '../../builders/a-stock-level.ts';

const someUnits = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: maxStockShards });
const sum = (units: readonly number[]): number => units.reduce((total, each) => total + each, 0);

describe('reshardStock', () => {
  /** Units by shard after the moves. */
  const unitsAfter = (units: readonly number[], stockShards: number): number[] => {
    const next = Array.from({ length: Math.max(units.length, stockShards) }, (_, shard) => units[shard] ?? 0);
    for (const { from, to, units: moved } of reshardStock(stockLevels(units), stockShards)) {
      next[from] = (next[from] ?? 0) - moved;
      next[to] = (next[to] ?? 0) + moved;
    }
    return next;
  };

  it.each([
    [[10], 2, [5, 5]],
    [[10, 3], 4, [5, 2, 5, 1]],
    [[9, 1, 1], 4, [5, 1, 1, 4]],
    [[3, 2, 2], 1, [7, 0, 0]],
    [[3, 2, 2], 3, [3, 2, 2]],
  ])('makes of %j on %i stock items %j', (units, stockShards, expected) => {
    expect(unitsAfter(units, stockShards)).toEqual(expected);
  });

  it('loses no unit, takes none that is not there, and leaves none where no stock item will be', () => {
    fc.assert(
      fc.property(someUnits, fc.integer({ min: 1, max: maxStockShards }), (units, stockShards) => {
        const next = unitsAfter(units, stockShards);
        expect(sum(next)).toBe(sum(units));
        expect(Math.min(...next)).toBeGreaterThanOrEqual(0);
        expect(sum(next.slice(stockShards))).toBe(0);
      }),
    );
  });
});

describe('spreadMovement', () => {
  const unitsAfter = (units: readonly number[], moved: number): number[] | undefined => {
    const changes = spreadMovement(moved, stockLevels(units));
    const changeOf = (shard: number) => changes?.find((change) => change.shard === shard)?.units ?? 0;
    return changes && units.map((available, shard) => available + changeOf(shard));
  };

  it.each([
    [[0], 5, [5]],
    [[0, 0, 0], 7, [3, 2, 2]],
    [[9, 1, 2], 4, [9, 4, 3]],
    [[9, 1, 2], 30, [14, 14, 14]],
    [[9, 1, 2], -3, [6, 1, 2]],
    [[4, 4, 4], -9, [0, 0, 3]],
  ])('makes of %j and %i units %j', (units, moved, expected) => {
    expect(unitsAfter(units, moved)).toEqual(expected);
  });

  it('takes nothing when fewer are there, or no stock item is', () => {
    expect(unitsAfter([2, 2], -5)).toBeUndefined();
    expect(unitsAfter([], 5)).toBeUndefined();
  });

  it('moves exactly so many units, and changes no stock item against the sign', () => {
    fc.assert(
      fc.property(someUnits, fc.integer({ min: -200, max: 200 }), (units, moved) => {
        const levels = stockLevels(units);
        const changes = spreadMovement(moved, levels);
        expect(changes === undefined).toBe(totalAvailable(levels) + moved < 0);
        if (!changes) return;
        expect(sum(changes.map((change) => change.units))).toBe(moved);
        for (const change of changes) {
          expect(Math.sign(change.units)).toBe(Math.sign(moved));
          expect((units[change.shard] ?? 0) + change.units).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('isWholeStock', () => {
  it('holds for stock items that know how many they are, and for those that do not', () => {
    expect(isWholeStock(stockLevels([1, 2]))).toBe(true);
    expect(isWholeStock(stockLevels([1, 2], { stockShards: undefined }))).toBe(true);
    expect(isWholeStock([])).toBe(true);
  });

  it('does not hold while their number changes', () => {
    expect(isWholeStock([aStockLevel({ stockShards: 2 })])).toBe(false);
    expect(isWholeStock(stockLevels([1, 2], { stockShards: 4 }))).toBe(false);
    expect(isWholeStock([aStockLevel({ stockShards: undefined }), aStockLevel({ stockShards: 2 })])).toBe(
      false,
    );
  });
});
