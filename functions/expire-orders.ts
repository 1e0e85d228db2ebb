import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeReportPendingOrders } from '../lib/composition/metrics.ts';
import { composeExpireOrders } from '../lib/composition/orders.ts';

const reportPendingOrders = composeReportPendingOrders();
const expireOrders = composeExpireOrders();

export const handler = jobHandler('expire-orders', async ({ correlationId, options }) => {
  // First, so that a run that fails or ends at its deadline has reported how many wait.
  const waiting = await reportPendingOrders(options);
  return { ...(await expireOrders({ correlationId }, options)), ...waiting };
});
