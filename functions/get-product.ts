import { publicHandler } from '../lib/composition/api.ts';
import { composeGetProduct } from '../lib/composition/catalogue.ts';
import { respondProduct } from '../lib/presenters/present-product.ts';

const getProduct = composeGetProduct();

export const handler = publicHandler('get-product', {}, async ({ path: { sku }, options }) =>
  respondProduct(await getProduct(sku, options)),
);
