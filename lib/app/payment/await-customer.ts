import { invalidStatusTransition } from '../../contract/errors/factories.ts';
import type { IdempotencyClaim, StoredResponse } from '../../contract/idempotency.ts';
import type { Order } from '../../domain/order.ts';
import { awaitCustomer } from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { completedRecord } from '../idempotent-command.ts';
import { changeAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import { isWaitingFor } from './settle.ts';

export interface AwaitCustomerDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'commit'>;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** How long after that the gateway is asked for the outcome, in milliseconds. */
  readonly settleDelayMs: number;
  /** The answer to the customer who has to act; it alone holds the secret. */
  readonly respond: (order: Order, clientSecret: string) => StoredResponse;
}

/**
 * Stores that the customer has to act before a payment is decided, with the answer that says how. The secret is in the
 * answer only. Resolves to `undefined` when another run has taken the attempt over meanwhile.
 * @throws {ServiceError} ORD-003 when the order was cancelled meanwhile, SYS-004.
 */
export type AwaitCustomer = (
  attempt: PaymentAttempt,
  clientSecret: string,
  claim: IdempotencyClaim,
  options: CallOptions,
) => Promise<StoredResponse | undefined>;

export const createAwaitCustomer =
  ({ store, clock, retryOnConflict, settleDelayMs, respond }: AwaitCustomerDependencies): AwaitCustomer =>
  (attempt, clientSecret, claim, options) => {
    const write = async (limited: CallOptions): Promise<StoredResponse | undefined> => {
      const order = await store.findOrder(attempt.orderId, limited);
      if (!order) throw new Error(`order ${attempt.orderId} of a payment attempt not found`);
      const now = clock();
      const at = new Date(now).toISOString();
      const retryAt = new Date(now + settleDelayMs).toISOString();
      const change = changeAttempt(attempt, 'loseOutcome', at, { leaseUntil: at, retryAt });
      if (!isWaitingFor(order, attempt)) {
        // The reconciler cancels the payment: no order waits for it any more.
        await store.commit({ attempt: change }, limited);
        throw invalidStatusTransition(order.status, 'confirmed');
      }
      const next = awaitCustomer(order, at);
      const response = respond(next, clientSecret);
      const record = completedRecord(claim, response, now);
      const failures = await store.commit(
        {
          order: { next, expectedRevision: order.revision },
          attempt: change,
          idempotency: { record, now: at, replaces: { leaseOwner: claim.owner } },
        },
        limited,
      );
      if (failures.some(({ kind }) => kind === 'attempt' || kind === 'idempotency')) return undefined;
      if (failures.length > 0) throw new ConflictError();
      return response;
    };
    return retryOnConflict(`order ${attempt.orderId}`, write, options);
  };
