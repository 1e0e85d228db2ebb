import { scopedHandler } from '../lib/composition/api.ts';
import { composeAdvanceOrder } from '../lib/composition/orders.ts';
import { noBodySchema } from '../lib/contract/schemas/order-schemas.ts';
import { ok } from '../lib/platform/response.ts';
import { presentOrder } from '../lib/presenters/present-order.ts';

const shipOrder = composeAdvanceOrder('ship');

export const handler = scopedHandler(
  'ship-order',
  { body: noBodySchema },
  async ({ path: { orderId }, caller, correlationId, traceparent, options }) =>
    ok(presentOrder(await shipOrder({ orderId, caller, correlationId, traceparent }, options))),
);
