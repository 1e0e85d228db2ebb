import { scopedHandler } from '../lib/composition/api.ts';
import { composeListOrders } from '../lib/composition/orders.ts';
import { listOrdersQuerySchema } from '../lib/contract/schemas/order-schemas.ts';
import { ok } from '../lib/platform/response.ts';
import { presentOrders } from '../lib/presenters/present-order.ts';

const listOrders = composeListOrders();

export const handler = scopedHandler(
  'list-orders',
  { query: listOrdersQuerySchema },
  async ({ query, caller, options }) => ok(presentOrders(await listOrders({ ...query, caller }, options))),
);
