import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLines, type OrderLineRequest } from '../../../lib/domain/order.ts';

const lines = fc.array(
  fc.record({
    sku: fc.constantFrom('A', 'B', 'C', '__proto__', 'constructor'),
    quantity: fc.integer({ min: 1, max: 999 }),
  }),
);

describe('mergeLines', () => {
  it('adds up the quantities of a SKU, in order of first appearance', () => {
    const merged = mergeLines([
      { sku: 'B', quantity: 1 },
      { sku: 'A', quantity: 2 },
      { sku: 'B', quantity: 3 },
    ]);
    expect(merged).toEqual([
      { sku: 'B', quantity: 4 },
      { sku: 'A', quantity: 2 },
    ]);
  });

  it('keeps SKUs apart that differ in case', () => {
    expect(
      mergeLines([
        { sku: 'a', quantity: 1 },
        { sku: 'A', quantity: 1 },
      ]),
    ).toHaveLength(2);
  });

  it('has every SKU once and loses no unit', () => {
    fc.assert(
      fc.property(lines, (requested) => {
        const merged = mergeLines(requested);
        const units = (of: readonly OrderLineRequest[]) =>
          of.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(new Set(merged.map(({ sku }) => sku)).size).toBe(merged.length);
        expect(units(merged)).toBe(units(requested));
        expect(mergeLines(merged)).toEqual(merged);
      }),
    );
  });
});
