import { composeMoveStock } from '../lib/composition/catalogue.ts';
import { idempotentHandler } from '../lib/composition/idempotent-api.ts';
import { moveStockSchema, productPathSchema } from '../lib/contract/schemas/product-schemas.ts';
import { respondMoved } from '../lib/presenters/present-product.ts';
import { presentResult } from '../lib/presenters/responses.ts';

const moveStock = composeMoveStock(respondMoved);

export const handler = idempotentHandler(
  'move-stock',
  { path: productPathSchema, body: moveStockSchema },
  async ({ path: { sku }, body, caller, claim, correlationId, options }) =>
    presentResult(await moveStock({ ...body, sku, caller, claim, correlationId }, options)),
);
