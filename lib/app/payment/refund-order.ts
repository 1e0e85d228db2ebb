import { invalidRequest, refundExceedsPayment } from '../../contract/errors/factories.ts';
import type { StoredResponse } from '../../contract/idempotency.ts';
import type { Money } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import { claimRefund, paidFor, refundableOf } from '../../domain/order-refunds.ts';
import { changeOrder } from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { Refund } from '../../domain/refund.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { ownedOrder } from '../get-order.ts';
import {
  answerBefore,
  type CommandResult,
  causeOf,
  completedRecord,
  type IdempotentCommand,
} from '../idempotent-command.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { OrderTelemetry } from '../ports/telemetry.ts';
import type { RefundNow } from './refund-now.ts';

export interface RefundOrderDependencies {
  readonly store: Pick<OrderStore, 'findRecord' | 'findOrder' | 'findAttempt' | 'commit'>;
  readonly refundNow: RefundNow;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** How long the request for the refund may take, in milliseconds. */
  readonly leaseMs: number;
  readonly respond: (order: Order) => StoredResponse;
}

export interface RefundOrderCommand extends IdempotentCommand {
  readonly orderId: string;
  readonly amount: Money;
}

/** Money of a payment that can still be refunded; none of one that a version up to November 2026 refunded. */
const refundableNow = (order: Order, attempt: PaymentAttempt | undefined): Money =>
  attempt?.state === 'succeeded' ? refundableOf(order) : { ...order.total, amount: 0 };

/**
 * Use case: refund a part or all of the paid amount of an order in any status. The refund is claimed on the order
 * in the same write, so that concurrent refunds never exceed what was paid. It is requested right after; the reconciler
 * pursues it.
 * @throws {ServiceError} ORD-001, ORD-009 when less is left than is to be refunded, VAL-001 for another currency than
 *   that of the order, IDM-002, SYS-004.
 */
export const refundOrder = ({
  store,
  refundNow,
  telemetry,
  clock,
  retryOnConflict,
  leaseMs,
  respond,
}: RefundOrderDependencies) => {
  const claimOne = async (
    { claim, caller, orderId, amount }: RefundOrderCommand,
    options: CallOptions,
  ): Promise<{ readonly result: CommandResult; readonly due?: Refund }> => {
    const [record, order] = await Promise.all([
      store.findRecord(claim.recordId, options),
      ownedOrder(store, caller, orderId, options),
    ]);
    const now = clock();
    const at = new Date(now).toISOString();
    const earlier = answerBefore(record, claim, now);
    if (earlier) return { result: earlier };
    if (amount.currency !== order.total.currency) {
      throw invalidRequest([{ path: 'amount.currency', message: `must be ${order.total.currency}` }]);
    }
    const attempt = order.payment && (await store.findAttempt(order.id, order.payment.attempt, options));
    const refundable = refundableNow(order, attempt);
    if (!attempt || amount.amount > refundable.amount) {
      throw refundExceedsPayment({ requested: amount, paid: paidFor(order), refundable });
    }
    const { order: next, refund } = claimRefund(changeOrder(order, at), attempt, {
      amount,
      leaseOwner: claim.owner,
      leaseUntil: new Date(now + leaseMs).toISOString(),
      now: at,
    });
    const response = respond(next);
    const failures = await store.commit(
      {
        order: { next, expectedRevision: order.revision },
        refund: { next: refund },
        idempotency: { record: completedRecord(claim, response, now), now: at },
      },
      options,
    );
    if (failures.length > 0) throw new ConflictError();
    telemetry.orderChanged(next);
    return { result: { response, replayed: false }, due: refund };
  };

  return async (command: RefundOrderCommand, options: CallOptions): Promise<CommandResult> => {
    const { orderId, claim } = command;
    const claimed = await retryOnConflict(
      `order ${orderId}`,
      (limited) => claimOne(command, limited),
      options,
    );
    const cause = causeOf(command, claim.recordId);
    if (claimed.due) await refundNow(claimed.due, { ...options, cause });
    return claimed.result;
  };
};
