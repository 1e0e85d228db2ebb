import { idempotentHandler } from '../lib/composition/idempotent-api.ts';
import { composePayOrder } from '../lib/composition/payments.ts';
import { primePayments as prime } from '../lib/composition/priming.ts';
import { payOrderSchema } from '../lib/contract/schemas/order-schemas.ts';
import { respondOk, respondRequiresAction, respondUnknown } from '../lib/presenters/present-order.ts';
import { presentResult } from '../lib/presenters/responses.ts';

const payOrder = composePayOrder(respondOk, respondUnknown, respondRequiresAction);

export const handler = idempotentHandler(
  'pay-order',
  { body: payOrderSchema },
  async ({ path: { orderId }, body, caller, claim, correlationId, traceparent, options }) =>
    presentResult(await payOrder({ ...body, orderId, caller, claim, correlationId, traceparent }, options)),
);

export { prime };
