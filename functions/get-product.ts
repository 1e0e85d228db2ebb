import { publicHandler } from '../lib/composition/api.ts';
import { composeGetProduct } from '../lib/composition/catalogue.ts';
import { ok } from '../lib/platform/response.ts';
import { presentProduct } from '../lib/presenters/present-product.ts';

const getProduct = composeGetProduct();

export const handler = publicHandler('get-product', {}, async ({ path: { sku }, options }) =>
  ok(presentProduct(await getProduct(sku, options))),
);
