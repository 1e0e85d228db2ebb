import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productListSchema, productSchema } from '../../lib/contract/schemas/product-schemas.ts';
import type { ApiResponse } from '../../lib/platform/response.ts';
import { type ApiEventFacts, anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';

const claims = { ...customerClaims, sub: 'root', scope: 'orders:admin' };
const path = { sku: 'TEA-001' };
const tea = { name: 'Assam, 100 g', unitPrice: { amount: 1_999, currency: 'USD' }, stock: 25 };
const codeOf = ({ statusCode, body }: ApiResponse): string => `${statusCode} ${JSON.parse(body).error?.code}`;

describe('the functions of the catalogue', () => {
  let functions: RunningFunctions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.stop());

  const put = (body: object, headers: ApiEventFacts['headers'] = {}) =>
    functions.invoke('put-product', anApiEvent('put-product', { path, claims, body, headers }));
  const move = (quantity: number, key: string) =>
    functions.invoke(
      'move-stock',
      anApiEvent('move-stock', {
        path,
        claims,
        body: { quantity, reason: 'correction' },
        headers: { 'idempotency-key': key },
      }),
    );
  const get = () => functions.invoke('get-product', anApiEvent('get-product', { path }));

  it('give a product its tag, and change it only with that', async () => {
    const created = await put(tea);
    expect([created.statusCode, created.headers['ETag']]).toEqual([200, '"1"']);
    expect((await get()).headers['ETag']).toBe('"1"');
    const renamed = await put({ name: 'Assam' }, { 'if-match': '"1"' });
    expect([renamed.statusCode, renamed.headers['ETag']]).toEqual([200, '"2"']);
    expect(codeOf(await put({ name: 'Ceylon' }, { 'if-match': '"1"' }))).toBe('412 PRD-003');
    expect(codeOf(await put({ name: 'Ceylon' }, { 'if-match': '2' }))).toBe('400 VAL-001');
    expect(codeOf(await put({ name: 'Ceylon' }, { 'if-none-match': '*' }))).toBe('412 PRD-003');
    expect(productSchema.parse(JSON.parse((await get()).body))).toMatchObject({
      name: 'Assam',
      available: 25,
    });
  });

  it('move stock once for a key, and leave the tag as it is', async () => {
    const first = await move(5, 'movement-of-the-test-1');
    expect([first.statusCode, JSON.parse(first.body).available]).toEqual([201, 30]);
    const again = await move(5, 'movement-of-the-test-1');
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([first.body, 'true']);
    expect(codeOf(await move(-31, 'movement-of-the-test-2'))).toBe('409 PRD-004');
    const { headers, body } = await get();
    expect([headers['ETag'], JSON.parse(body).available]).toEqual(['"2"', 30]);
  });

  it('list products for caches, and show one that is discontinued only by its SKU', async () => {
    const list = async (limit: string) => {
      await indexesCaughtUp();
      const answer = await functions.invoke(
        'list-products',
        anApiEvent('list-products', { query: { limit } }),
      );
      return { ...answer, list: productListSchema.parse(JSON.parse(answer.body)) };
    };
    const { headers, list: before } = await list('10');
    expect(headers).toMatchObject({ 'Cache-Control': 'public, max-age=5', Vary: 'Origin' });
    expect(before.items).toHaveLength(1);
    await put({ discontinued: true });
    expect((await list('11')).list.items).toEqual([]);
    expect(JSON.parse((await get()).body)).toMatchObject({ discontinued: true });
  });
});
