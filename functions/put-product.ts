import { scopedHandler } from '../lib/composition/api.ts';
import { composePutProduct } from '../lib/composition/catalogue.ts';
import {
  productPathSchema,
  putProductHeadersSchema,
  putProductSchema,
} from '../lib/contract/schemas/product-schemas.ts';
import { respondProduct } from '../lib/presenters/present-product.ts';

const putProduct = composePutProduct();

export const handler = scopedHandler(
  'put-product',
  { path: productPathSchema, headers: putProductHeadersSchema, body: putProductSchema },
  async ({ path: { sku }, headers, body, options }) => {
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
    return respondProduct(await putProduct({ ...body, sku, ifMatch, ifNoneMatch }, options));
  },
);
