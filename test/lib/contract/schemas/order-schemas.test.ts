import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  createOrderSchema,
  customerIdSchema,
  orderSchema,
} from '../../../../lib/contract/schemas/order-schemas.ts';
import { presentOrder } from '../../../../lib/presenters/present-order.ts';
import { anOrder } from '../../../builders/an-order.ts';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const lines = (count: number) => Array.from({ length: count }, (_, n) => ({ sku: `SKU-${n}`, quantity: 1 }));
const withQuantity = (quantity: unknown) => ({ items: [{ sku: 'TEA-001', quantity }] });

describe('createOrderSchema', () => {
  it('takes items, source and customerId', () => {
    const body = { items: lines(2), source: 'web', customerId: 'alice' };
    expect(createOrderSchema.parse(body)).toEqual(body);
  });

  it.each([0, 1, 45])('takes %i lines', (count) => {
    expect(accepts(createOrderSchema, { items: lines(count) })).toBe(true);
  });

  it('refuses 46 lines', () => {
    expect(accepts(createOrderSchema, { items: lines(46) })).toBe(false);
  });

  it.each([1, 2, 999])('takes the quantity %s', (quantity) => {
    expect(accepts(createOrderSchema, withQuantity(quantity))).toBe(true);
  });

  it.each([
    0,
    -1,
    1_000,
    1.5,
    '2',
    true,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    [1],
    undefined,
  ])('refuses the quantity %s', (quantity) => {
    expect(accepts(createOrderSchema, withQuantity(quantity))).toBe(false);
  });

  it.each([
    'id',
    'price',
    'status',
    'total',
    'version',
    'createdAt',
    'customerType',
    'constructor',
    'prototype',
    'toString',
    '',
  ])('refuses the field %j, at the top and in a line', (field) => {
    expect(accepts(createOrderSchema, { items: lines(1), [field]: 1 })).toBe(false);
    expect(accepts(createOrderSchema, { items: [{ sku: 'A', quantity: 1, [field]: 1 }] })).toBe(false);
  });

  it('lets a __proto__ of the body change nothing', () => {
    const body: unknown = JSON.parse(
      '{"items":[{"sku":"A","quantity":1,"__proto__":{"price":1}}],"__proto__":{"customerId":"bob"}}',
    );
    const result = createOrderSchema.safeParse(body);
    if (result.success) {
      expect(result.data.customerId).toBeUndefined();
      expect(Object.getPrototypeOf(result.data)).toBe(Object.prototype);
      expect(Object.keys(result.data.items[0] ?? {})).toEqual(['sku', 'quantity']);
    }
    expect(({} as Record<string, unknown>)['customerId']).toBeUndefined();
  });

  it.each(['fax', 'WEB', '', 1, null, ['web']])('refuses the source %j', (source) => {
    expect(accepts(createOrderSchema, { items: lines(1), source })).toBe(false);
  });

  it.each([
    null,
    [],
    'text',
    1,
    true,
    {},
    { items: null },
    { items: {} },
    { items: [null] },
    { items: ['A'] },
  ])('refuses the body %j', (body) => {
    expect(accepts(createOrderSchema, body)).toBe(false);
  });
});

describe('customerIdSchema', () => {
  it.each(['a', 'a b', 'auth0|5f7c8ec7c33c6c004bbafe82', 'x'.repeat(255)])('takes %j', (id) => {
    expect(accepts(customerIdSchema, id)).toBe(true);
  });

  it.each(['', ' ', '   ', 'a\n', 'a\u0000', 'é', '\u202eab', 'x'.repeat(256)])('refuses %j', (id) => {
    expect(accepts(customerIdSchema, id)).toBe(false);
  });
});

describe('orderSchema', () => {
  it('accepts an order as the presenter shows it', () => {
    const presented = presentOrder(anOrder());
    expect(orderSchema.parse(presented)).toEqual(presented);
  });

  it('has no room for anything else', () => {
    expect(accepts(orderSchema, { ...presentOrder(anOrder()), gsi1pk: 'CUSTOMER#alice' })).toBe(false);
  });
});
