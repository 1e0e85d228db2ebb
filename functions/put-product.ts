import { scopedHandler } from '../lib/composition/api.ts';
import { composePutProduct } from '../lib/composition/catalogue.ts';
import { productPathSchema, putProductSchema } from '../lib/contract/schemas/product-schemas.ts';
import { ok } from '../lib/platform/response.ts';
import { presentProduct } from '../lib/presenters/present-product.ts';

const putProduct = composePutProduct();

export const handler = scopedHandler(
  'put-product',
  { path: productPathSchema, body: putProductSchema },
  async ({ path: { sku }, body, options }) => ok(presentProduct(await putProduct({ ...body, sku }, options))),
);
