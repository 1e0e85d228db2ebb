import { idempotentHandler } from '../lib/composition/idempotent-api.ts';
import { composeCancelOrder } from '../lib/composition/orders.ts';
import { primeDatabase as prime } from '../lib/composition/priming.ts';
import { noBodySchema } from '../lib/contract/schemas/order-schemas.ts';
import { respondOk } from '../lib/presenters/present-order.ts';
import { presentResult } from '../lib/presenters/responses.ts';

const cancelOrder = composeCancelOrder(respondOk);

export const handler = idempotentHandler(
  'cancel-order',
  { body: noBodySchema },
  async ({ path: { orderId }, caller, claim, correlationId, traceparent, options }) =>
    presentResult(await cancelOrder({ orderId, caller, claim, correlationId, traceparent }, options)),
);

export { prime };
