import { apiHandler, composeGetProduct } from '../lib/composition.ts';
import { presentProduct } from '../lib/presenters/product.ts';
import { ok } from '../lib/presenters/response.ts';

const getProduct = composeGetProduct();

export const handler = apiHandler('get-product', {}, async ({ path: { sku }, signal }) =>
  ok(presentProduct(await getProduct(sku, { signal }))),
);
