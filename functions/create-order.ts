import { apiHandler, composeCreateOrder } from '../lib/composition.ts';
import { pathTo } from '../lib/contract/path-to.ts';
import { createOrderSchema } from '../lib/contract/schemas/order.ts';
import { presentOrder } from '../lib/presenters/order.ts';
import { created } from '../lib/presenters/response.ts';

const createOrder = composeCreateOrder();

export const handler = apiHandler(
  'create-order',
  { body: createOrderSchema },
  async ({ body, caller, signal }) => {
    const order = await createOrder({ ...body, caller }, { signal });
    return created(presentOrder(order), pathTo('get-order', { orderId: order.id }));
  },
);
