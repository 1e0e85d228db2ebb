import { describe, expect, it } from 'vitest';
import { itemBytes, monthsUntilDeleted, storedBytes } from '../../../../tools/cost/measure/item-bytes.ts';

describe('itemBytes', () => {
  it.each([
    ['a text', { name: { S: 'täst' } }, 4 + 5],
    ['a number', { count: { N: '1200' } }, 5 + 2],
    ['a negative fraction', { x: { N: '-1.25' } }, 1 + 4],
    ['bytes', { b: { B: new Uint8Array(7) } }, 1 + 7],
    ['a truth value', { is: { BOOL: false } }, 2 + 1],
    ['a list', { l: { L: [{ S: 'ab' }] } }, 1 + 3 + 1 + 2],
    ['a map', { m: { M: { k: { S: 'ab' } } } }, 1 + 3 + 1 + 1 + 2],
  ])('counts name and value of %s', (_, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('refuses a type that the service does not store', () => {
    expect(() => itemBytes({ tags: { SS: ['a'] } })).toThrow('the items of the service hold no SS');
  });
});

describe('storedBytes', () => {
  const item = { pk: { S: 'a' }, sk: { S: 'b' }, g: { S: 'c' }, h: { S: 'd' }, text: { S: 'x'.repeat(50) } };
  const whole = itemBytes(item);
  const table = { partitionKey: 'pk', sortKey: 'sk' };

  it('adds a copy for each index whose key the item has', () => {
    const indexes = {
      gsi1: { partitionKey: 'g', sortKey: 'h' },
      gsi2: { partitionKey: 'g', sortKey: 'missing' },
    };
    expect(storedBytes(item, { ...table, indexes })).toEqual({ table: whole + 100, all: 2 * (whole + 100) });
  });

  it('counts only the keys in an index of keys', () => {
    const indexes = { gsi1: { partitionKey: 'g', sortKey: 'h', projection: [] } };
    const keys = 3 + 3 + 2 + 2;
    expect(storedBytes(item, { ...table, indexes })).toMatchObject({ all: whole + 100 + keys + 100 });
  });
});

describe('monthsUntilDeleted', () => {
  const now = Date.parse('2026-12-01T00:00:00Z');

  it('adds the two days that DynamoDB may take', () => {
    expect(monthsUntilDeleted(now / 1_000 + 28 * 86_400, now)).toBe(1);
  });

  it('is 0 for an item that is overdue', () => {
    expect(monthsUntilDeleted(now / 1_000 - 3 * 86_400, now)).toBe(0);
  });
});
