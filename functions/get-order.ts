import { scopedHandler } from '../lib/composition/api.ts';
import { composeGetOrder } from '../lib/composition/orders.ts';
import { primeDatabase as prime } from '../lib/composition/priming.ts';
import { ok } from '../lib/platform/response.ts';
import { presentOrder } from '../lib/presenters/present-order.ts';

const getOrder = composeGetOrder();

export const handler = scopedHandler('get-order', {}, async ({ path: { orderId }, caller, options }) =>
  ok(presentOrder(await getOrder({ caller, orderId }, options))),
);

export { prime };
