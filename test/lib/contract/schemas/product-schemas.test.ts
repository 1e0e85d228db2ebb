import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  listProductsQuerySchema,
  moveStockSchema,
  putProductHeadersSchema,
  putProductSchema,
} from '../../../../lib/contract/schemas/product-schemas.ts';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const aBody = { name: 'Assam', unitPrice: { amount: 1_999, currency: 'USD' }, stock: 5 };
const priced = (amount: unknown, currency: unknown = 'USD') => ({
  ...aBody,
  unitPrice: { amount, currency },
});

describe('putProductSchema', () => {
  it('takes name, price and stock', () => {
    expect(putProductSchema.parse(aBody)).toEqual(aBody);
  });

  it('takes any part of a product', () => {
    for (const part of [{}, { discontinued: true }, { stockShards: 4 }]) {
      expect(putProductSchema.parse(part)).toEqual(part);
    }
  });

  it.each([0, 1, 100_000_000])('takes the price %s', (amount) => {
    expect(accepts(putProductSchema, priced(amount))).toBe(true);
  });

  it.each([-1, 0.1, 19.99, '1999', 100_000_001, 2 ** 53, null])('refuses the price %s', (amount) => {
    expect(accepts(putProductSchema, priced(amount))).toBe(false);
  });

  it.each(['EUR', 'usd', '', null])('refuses the currency %s', (currency) => {
    expect(accepts(putProductSchema, priced(1, currency))).toBe(false);
  });

  it.each(['y'.repeat(201), 'a\nb', ' '])('refuses the name %j', (name) => {
    expect(accepts(putProductSchema, { ...aBody, name })).toBe(false);
  });

  it.each(['sku', 'available', 'version', 'pk'])('refuses the field %s', (field) => {
    expect(accepts(putProductSchema, { ...aBody, [field]: 1 })).toBe(false);
  });
});

describe('putProductHeadersSchema', () => {
  it.each([
    ['"1"', ['"1"']],
    ['"1", W/"2","x"', ['"1"', 'W/"2"', '"x"']],
    ['*', '*'],
  ])('reads the entity tags of If-Match %s', (value, tags) => {
    expect(putProductHeadersSchema.parse({ 'if-match': value })).toEqual({ 'if-match': tags });
  });

  it.each(['1', '', '"1', '"1" "2"', '"1",', '*, "1"'])('refuses If-Match %j', (value) => {
    expect(accepts(putProductHeadersSchema, { 'if-match': value })).toBe(false);
  });

  it('takes If-None-Match only as any', () => {
    expect(accepts(putProductHeadersSchema, { 'if-none-match': '*' })).toBe(true);
    expect(accepts(putProductHeadersSchema, { 'if-none-match': '"1"' })).toBe(false);
  });
});

describe('moveStockSchema', () => {
  it.each([
    ['received', 5],
    ['written_off', -5],
    ['correction', 5],
    ['correction', -5],
  ])('takes %s of %i', (reason, quantity) => {
    expect(accepts(moveStockSchema, { reason, quantity })).toBe(true);
  });

  it.each([
    ['received', -5],
    ['written_off', 5],
    ['correction', 0],
    ['received', 1.5],
    ['received', 1_000_000_001],
    ['received', '5'],
    ['stolen', -5],
    [undefined, 5],
  ])('refuses %s of %s', (reason, quantity) => {
    expect(accepts(moveStockSchema, { reason, quantity })).toBe(false);
  });

  it('refuses a field that it does not know', () => {
    expect(accepts(moveStockSchema, { reason: 'received', quantity: 1, shard: 0 })).toBe(false);
  });
});

describe('listProductsQuerySchema', () => {
  it('lists 50 products unless asked for another number', () => {
    expect(listProductsQuerySchema.parse({})).toEqual({ limit: 50 });
    expect(listProductsQuerySchema.parse({ limit: '100' })).toEqual({ limit: 100 });
  });

  it.each(['0', '101', '1.5', '', ' 9', '+9', '1e1', '0x10', 'many', 'NaN', '-1', '1,2'])(
    'refuses the limit %j',
    (limit) => {
      expect(accepts(listProductsQuerySchema, { limit })).toBe(false);
    },
  );

  it('refuses a parameter that it does not know', () => {
    expect(accepts(listProductsQuerySchema, { page: '2' })).toBe(false);
  });
});
