import { idempotentHandler } from '../lib/composition/idempotent-api.ts';
import { composeRefundOrder } from '../lib/composition/payments.ts';
import { refundOrderSchema } from '../lib/contract/schemas/order-schemas.ts';
import { respondCreated } from '../lib/presenters/present-order.ts';
import { presentResult } from '../lib/presenters/responses.ts';

const refundOrder = composeRefundOrder(respondCreated);

export const handler = idempotentHandler(
  'refund-order',
  { body: refundOrderSchema },
  async ({ path: { orderId }, body: { amount }, caller, claim, correlationId, traceparent, options }) =>
    presentResult(await refundOrder({ orderId, amount, caller, claim, correlationId, traceparent }, options)),
);
