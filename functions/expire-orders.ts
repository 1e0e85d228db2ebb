import { composeReportPendingOrders } from '../lib/composition/metrics.ts';
import { composeExpireOrders, jobHandler } from '../lib/composition.ts';

const reportPendingOrders = composeReportPendingOrders();
const expireOrders = composeExpireOrders();

export const handler = jobHandler('expire-orders', async ({ correlationId, signal }) => {
  // First, so that a run that fails or ends at its deadline has told how many wait.
  const waiting = await reportPendingOrders({ signal });
  return { ...(await expireOrders({ correlationId }, { signal })), ...waiting };
});
