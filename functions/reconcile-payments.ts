import { jobHandler } from '../lib/composition/background-handlers.ts';
import { composeReconcilePayments } from '../lib/composition/payments.ts';

const reconcilePayments = composeReconcilePayments();

export const handler = jobHandler('reconcile-payments', async ({ correlationId, options }) =>
  reconcilePayments({ correlationId }, options),
);
