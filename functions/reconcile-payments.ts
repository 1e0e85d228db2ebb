import { composeReconcilePayments, jobHandler } from '../lib/composition.ts';

const reconcilePayments = composeReconcilePayments();

export const handler = jobHandler('reconcile-payments', async ({ correlationId, signal }) =>
  reconcilePayments({ correlationId }, { signal }),
);
