import { apiHandler, composeGetProduct } from '../lib/composition.ts';
import { ok } from '../lib/platform/response.ts';
import { presentProduct } from '../lib/presenters/product.ts';

const getProduct = composeGetProduct();

export const handler = apiHandler('get-product', {}, async ({ path: { sku }, signal }) =>
  ok(presentProduct(await getProduct(sku, { signal }))),
);
