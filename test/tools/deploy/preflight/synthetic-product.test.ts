import { describe, expect, it } from 'vitest';
import { stageFor } from '../../../../infra/stage.ts';
import { dev } from '../../../../infra/stages/dev.ts';
import { type GetJson, StatusError } from '../../../../tools/deploy/preflight/account-reader.ts';
import { checkSyntheticProduct } from '../../../../tools/deploy/preflight/synthetic-product.ts';

const syntheticOrders = {
  apiUrl: 'https://orders.shop.test/',
  tokenUrl: 'https://login.shop.test/token',
  clientId: 'synthetic',
  customerId: 'synthetic',
};

const product = 'https://orders.shop.test/api/v1/products/SYNTHETIC-001';

const check = (getJson: GetJson) =>
  checkSyntheticProduct(stageFor('dev', { ...dev, syntheticOrders }), getJson);

describe('checkSyntheticProduct', () => {
  it.each<[string, GetJson, RegExp, string]>([
    [
      'is sold out',
      async () => ({ available: 0 }),
      /^the product SYNTHETIC-001 is sold out: synthetic orders fail/,
      `"${product}/stock-movements"`,
    ],
    [
      'is discontinued',
      async () => ({ name: "Nobody's", unitPrice: { amount: 5 }, available: 7, discontinued: true }),
      /is discontinued/,
      `{"name":"Nobody'\\''s","unitPrice":{"amount":5},"discontinued":false}`,
    ],
    ['is missing', async () => Promise.reject(new StatusError(404)), /is missing/, '"stock":100'],
  ])('warns with the command that cures it when the product %s', async (_, getJson, what, cure) => {
    const problem = {
      what: expect.stringMatching(what),
      cure: expect.stringContaining(cure),
      isWarning: true,
    };
    expect(await check(getJson)).toEqual([problem]);
  });

  it.each<[string, GetJson]>([
    ['can be ordered', async () => ({ available: 1 })],
    ['cannot be read, as before a first deployment', async () => Promise.reject(new Error('no answer'))],
    ['cannot be read from an API that fails', async () => Promise.reject(new StatusError(503))],
  ])('passes when the product %s', async (_, getJson) => {
    expect(await check(getJson)).toEqual([]);
  });

  it('asks for the product by its public address', async () => {
    const asked: string[] = [];
    await check(async (url) => {
      asked.push(url);
      return { available: 1 };
    });
    expect(asked).toEqual([product]);
  });

  it('asks for nothing in a stage without synthetic orders', async () => {
    const getJson: GetJson = () => Promise.reject(new Error('asked'));
    expect(await checkSyntheticProduct(stageFor('dev'), getJson)).toEqual([]);
  });
});
