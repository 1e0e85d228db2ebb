import { publicHandler } from '../lib/composition/api.ts';
import { composeListProducts } from '../lib/composition/catalogue.ts';
import { productListMaxAgeSeconds } from '../lib/contract/limits.ts';
import { listProductsQuerySchema } from '../lib/contract/schemas/product-schemas.ts';
import { respondProducts } from '../lib/presenters/present-product.ts';

const listProducts = composeListProducts();

export const handler = publicHandler(
  'list-products',
  { query: listProductsQuerySchema },
  async ({ query, options }) => respondProducts(await listProducts(query, options), productListMaxAgeSeconds),
);
