import { publicHandler } from '../lib/composition/api.ts';
import { composeListProducts } from '../lib/composition/catalogue.ts';
import { listProductsQuerySchema } from '../lib/contract/schemas/product-schemas.ts';
import { ok } from '../lib/platform/response.ts';
import { presentProducts } from '../lib/presenters/present-product.ts';

const listProducts = composeListProducts();

export const handler = publicHandler(
  'list-products',
  { query: listProductsQuerySchema },
  async ({ query, options }) => ok(presentProducts(await listProducts(query, options))),
);
