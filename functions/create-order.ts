import { idempotentHandler } from '../lib/composition/idempotent-api.ts';
import { composeCreateOrder } from '../lib/composition/orders.ts';
import { primeOrders as prime } from '../lib/composition/priming.ts';
import { completeOrderRequest, createOrderSchema } from '../lib/contract/schemas/order-schemas.ts';
import { respondCreated } from '../lib/presenters/present-order.ts';
import { presentResult } from '../lib/presenters/responses.ts';

const createOrder = composeCreateOrder(respondCreated);

export const handler = idempotentHandler(
  'create-order',
  { body: createOrderSchema, complete: completeOrderRequest },
  async ({ body, caller, claim, correlationId, traceparent, options }) =>
    presentResult(await createOrder({ ...body, caller, claim, correlationId, traceparent }, options)),
);

export { prime };
