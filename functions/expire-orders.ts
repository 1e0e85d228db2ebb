import { composeExpireOrders, jobHandler } from '../lib/composition.ts';

const expireOrders = composeExpireOrders();

export const handler = jobHandler('expire-orders', async ({ correlationId, signal }) =>
  expireOrders({ correlationId }, { signal }),
);
