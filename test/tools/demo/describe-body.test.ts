import { describe, expect, it } from 'vitest';
import type { ServiceError } from '../../../lib/contract/errors/factories.ts';
import { emptyOrder, insufficientInventory } from '../../../lib/contract/errors/factories.ts';
import { failed } from '../../../lib/platform/response.ts';
import { presentOrder } from '../../../lib/presenters/present-order.ts';
import { presentProduct } from '../../../lib/presenters/present-product.ts';
import { describeBody } from '../../../tools/demo/describe-body.ts';
import { aProduct } from '../../builders/a-product.ts';
import { anOrder } from '../../builders/an-order.ts';

const errorBody = (error: ServiceError): unknown => JSON.parse(failed(error, 'id-1', 0).body);

const dollars = { amount: 1_999, currency: 'USD' };

describe('describeBody', () => {
  const order = anOrder();

  it.each([
    ['an order', presentOrder(order), `${order.id}, pending, 39.98 USD`],
    [
      'an order whose payment is not known',
      { ...presentOrder(order), payment: { status: 'unknown' } },
      `${order.id}, pending, 39.98 USD, payment unknown`,
    ],
    [
      'an order with a refund',
      presentOrder(
        anOrder({ refunds: { requested: { count: 1, amount: 5 }, succeeded: { count: 1, amount: 500 } } }),
      ),
      `${order.id}, pending, 39.98 USD, refund requested, 5.00 USD refunded`,
    ],
    ['an error', errorBody(emptyOrder()), 'ORD-002 Empty order not allowed'],
    [
      'an error with details',
      errorBody(insufficientInventory('A', 2, 1)),
      'ORD-004 Insufficient inventory {"sku":"A","requested":2,"available":1}',
    ],
    ['a product', presentProduct(aProduct({ sku: 'A', available: 7 })), /^A, \d+\.\d\d USD, 7 available$/],
    [
      'movements of money',
      {
        items: [
          { type: 'charge', ...dollars },
          { type: 'refund', ...dollars },
        ],
      },
      'charge 19.99 USD + refund 19.99 USD',
    ],
    ['an empty list', { items: [] }, 'nothing'],
    ['a long list', { items: [1, 2, 3] }, '3, first 1'],
    ['anything else', { status: 'ok' }, '{"status":"ok"}'],
    ['a text', 'x'.repeat(500), /^"x{119}…$/],
    ['nothing', undefined, ''],
  ])('writes %s in one line', (_, body, text) => {
    if (text instanceof RegExp) expect(describeBody(body)).toMatch(text);
    else expect(describeBody(body)).toBe(text);
  });
});
