import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeReconcilePayments, composeReportStuckMoney } from '../lib/composition/payments.ts';

const reconcilePayments = composeReconcilePayments();
const reportStuckMoney = composeReportStuckMoney();

export const handler = jobHandler('reconcile-payments', async ({ correlationId, options }) => {
  // First, so that a run that fails or ends at its deadline has reported how much waits.
  const waiting = await reportStuckMoney(options);
  return { ...(await reconcilePayments({ correlationId }, options)), ...waiting };
});
