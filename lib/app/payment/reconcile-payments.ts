import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import { needsReconciling } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock, IdGenerator } from '../../platform/ports.ts';
import { replaceAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { GatewayPayment, PaymentGateway } from '../ports/payment-gateway.ts';
import type { Refund } from './refund.ts';
import type { Settle, Settlement } from './settle.ts';

export interface ReconcilePaymentsDependencies {
  readonly store: OrderStore;
  readonly gateway: Pick<PaymentGateway, 'retrieve' | 'cancel'>;
  readonly settle: Settle;
  readonly refund: Refund;
  readonly clock: Clock;
  readonly newOwner: IdGenerator;
  /** How long the reconciler may work on an attempt, in milliseconds. */
  readonly leaseMs: number;
  /** Most attempts in one run. */
  readonly batchSize: number;
  /** Receives the reason why an attempt could not be settled in this run. */
  readonly onFailure: (attempt: { orderId: string; number: number }, reason: unknown) => void;
}

export interface ReconciliationResult {
  readonly found: number;
  readonly settled: number;
}

/**
 * Use case: find the outcome of payments whose outcome is unknown, and repeat refunds that failed.
 * A payment that was never confirmed is cancelled at the gateway first, so that it cannot take money later.
 */
export const reconcilePayments = ({
  store,
  gateway,
  settle,
  refund,
  clock,
  newOwner,
  leaseMs,
  batchSize,
  onFailure,
}: ReconcilePaymentsDependencies) => {
  const takeOver = async (
    attempt: PaymentAttempt,
    options: CallOptions,
  ): Promise<PaymentAttempt | undefined> => {
    const leaseUntil = new Date(clock() + leaseMs).toISOString();
    const taken: PaymentAttempt = { ...attempt, leaseOwner: newOwner(), leaseUntil };
    const failures = await store.commit({ attempt: replaceAttempt(attempt, taken) }, options);
    return failures.length === 0 ? taken : undefined;
  };

  const askGateway = async (
    { intentId }: PaymentAttempt,
    options: CallOptions,
  ): Promise<Settlement | undefined> => {
    // The id is stored before a payment is confirmed: without one, no money was asked for.
    if (intentId === undefined) return { result: 'not_charged' };
    let payment: GatewayPayment = await gateway.retrieve(intentId, options);
    if (payment.status === 'unconfirmed') payment = await gateway.cancel(intentId, options);
    if (payment.status === 'succeeded') return { result: 'succeeded' };
    if (payment.status === 'declined') return { result: 'declined', reason: payment.reason };
    return payment.status === 'cancelled' ? { result: 'not_charged' } : undefined;
  };

  const settleOne = async (orderId: string, number: number, correlationId: string, options: CallOptions) => {
    const found = await store.findAttempt(orderId, number, options);
    if (!found || !needsReconciling(found.state) || Date.parse(found.leaseUntil) > clock()) return false;
    const attempt = await takeOver(found, options);
    if (!attempt) return false;
    if (attempt.state === 'refund_due') return refund(attempt, options);
    const settlement = await askGateway(attempt, options);
    if (!settlement) return false;
    const cause = { correlationId, causationId: 'reconcile-payments' };
    return (await settle(attempt, settlement, { ...options, cause })) !== undefined;
  };

  return async (
    { correlationId }: { correlationId: string },
    options: CallOptions,
  ): Promise<ReconciliationResult> => {
    const due = await store.listAttemptsToReconcile(new Date(clock()).toISOString(), batchSize, options);
    let settled = 0;
    for (const { orderId, number } of due) {
      if (options.signal.aborted) break;
      try {
        if (await settleOne(orderId, number, correlationId, options)) settled += 1;
      } catch (reason) {
        onFailure({ orderId, number }, reason);
      }
    }
    return { found: due.length, settled };
  };
};
