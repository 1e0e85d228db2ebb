import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createOrderSchema, listOrdersQuerySchema } from '../../../../lib/contract/schemas/order-schemas.ts';
import { moveStockSchema, putProductSchema } from '../../../../lib/contract/schemas/product-schemas.ts';
import { clientIssues } from '../../../../lib/middleware/api/client-issues.ts';

const sentences = (schema: z.ZodType, value: unknown): readonly string[] => {
  const { error } = schema.safeParse(value);
  return clientIssues(error?.issues ?? [], value).map(({ path, message }) => `${path} ${message}`);
};

const line = { sku: 'TEA-001', quantity: 1 };

describe('clientIssues', () => {
  it.each([
    ['an absent field', createOrderSchema, { items: [{ sku: 'A' }] }, 'items.0.quantity is required'],
    [
      'a value below the limit',
      createOrderSchema,
      { items: [{ ...line, quantity: 0 }] },
      'items.0.quantity must be at least 1',
    ],
    [
      'a value above the limit',
      createOrderSchema,
      { items: [{ ...line, quantity: 1_000 }] },
      'items.0.quantity must be at most 999',
    ],
    [
      'a value beyond exact integers',
      createOrderSchema,
      { items: [{ ...line, quantity: 1e308 }] },
      'items.0.quantity must be at most 999',
    ],
    [
      'a fraction',
      createOrderSchema,
      { items: [{ ...line, quantity: 1.5 }] },
      'items.0.quantity must be a whole number',
    ],
    [
      'a text for a number',
      createOrderSchema,
      { items: [{ ...line, quantity: '1' }] },
      'items.0.quantity must be a number',
    ],
    ['a number for an object', createOrderSchema, { items: [7] }, 'items.0 must be an object'],
    ['a text for a list', createOrderSchema, { items: 'TEA-001' }, 'items must be a list'],
    ['a text for a switch', putProductSchema, { discontinued: 'yes' }, 'discontinued must be true or false'],
    ['a number for a text', putProductSchema, { name: 7 }, 'name must be a string'],
    ['too long a text', putProductSchema, { name: 'x'.repeat(201) }, 'name must have at most 200 characters'],
    [
      'too long a list',
      createOrderSchema,
      { items: Array(46).fill(line) },
      'items must have at most 45 items',
    ],
    [
      'an unknown value',
      createOrderSchema,
      { items: [line], source: 'fax' },
      'source must be one of "web", "mobile", "partner", "api"',
    ],
    [
      'another than the only value',
      listOrdersQuerySchema,
      { allCustomers: 'yes' },
      'allCustomers must be "true"',
    ],
    [
      'a text in another form',
      createOrderSchema,
      { items: [{ ...line, sku: 'a b' }] },
      'items.0.sku must be 1 to 64 letters, digits or . _ -',
    ],
    [
      'a rule over two fields',
      moveStockSchema,
      { quantity: 0, reason: 'received' },
      'quantity must be above 0 for received, below 0 for written_off, and not 0',
    ],
    ['a list for the body', createOrderSchema, [], ' the body must be an object'],
    ['no body', createOrderSchema, undefined, ' the body is required'],
  ])('describes the valid form of %s', (_, schema, value, sentence) => {
    expect(sentences(schema, value)).toEqual([sentence]);
  });

  it('gives each unknown field its own path, which the log does not hold', () => {
    const value = { items: [{ ...line, price: 1 }], note: 'x', colour: 'y' };
    const { error } = createOrderSchema.safeParse(value);
    const message = 'is not a field of this request';
    expect(clientIssues(error?.issues ?? [], value)).toEqual([
      { path: 'items.0.price', message, loggedPath: 'items.0' },
      { path: 'note', message, loggedPath: '' },
      { path: 'colour', message, loggedPath: '' },
    ]);
  });

  it('describes an unforeseen issue as not valid', () => {
    expect(sentences(z.object({ at: z.date() }), { at: 'now' })).toEqual(['at is not valid']);
    expect(sentences(z.object({ at: z.union([z.int(), z.boolean()]) }), { at: 'now' })).toEqual([
      'at is not valid',
    ]);
  });
});
