import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import { needsReconciling } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock, IdGenerator } from '../../platform/ports.ts';
import { type DrainSettings, drainBacklog } from '../../platform/resilience/drain-backlog.ts';
import { replaceAttempt } from '../order-changes.ts';
import type { DueItem, OrderStore } from '../ports/order-store.ts';
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
  readonly drain: DrainSettings;
  /** Receives the reason why an attempt could not be settled in this run. */
  readonly onFailure: (attempt: { orderId: string; number: number }, reason: unknown) => void;
}

export interface ReconciliationResult {
  readonly found: number;
  readonly settled: number;
  /** Attempts that failed; they are put off. */
  readonly failed: number;
  /** Whether every due attempt was processed in time. */
  readonly complete: boolean;
}

/**
 * Use case: find the outcome of payments whose outcome is unknown, and repeat refunds that failed.
 * A payment that was never confirmed is cancelled at the gateway first, so that it cannot take money later.
 * An attempt that fails is put off.
 */
export const reconcilePayments = ({
  store,
  gateway,
  settle,
  refund,
  clock,
  newOwner,
  leaseMs,
  drain,
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
    if (payment.status === 'requires_action')
      return { result: 'declined', reason: 'authentication_required' };
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
    const now = new Date(clock()).toISOString();
    const backlog = {
      items: store.listDue('PAYMENT', now, options),
      dueSince: ({ dueSince }: DueItem) => Date.parse(dueSince),
      work: ({ orderId, attempt = 1 }: DueItem) => settleOne(orderId, attempt, correlationId, options),
      putOff: (item: DueItem, until: number) => store.putOff(item, new Date(until).toISOString(), options),
      onFailure: ({ orderId, attempt: number = 1 }: DueItem, reason: unknown) =>
        onFailure({ orderId, number }, reason),
    };
    const { done, ...counts } = await drainBacklog(backlog, drain, options);
    return { ...counts, settled: done };
  };
};
