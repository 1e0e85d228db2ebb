import {
  dependencyUnavailable,
  invalidStatusTransition,
  paymentFailed,
  ServiceError,
} from '../../contract/errors/factories.ts';
import type { StoredResponse } from '../../contract/idempotency.ts';
import { isServiceFailure } from '../../contract/judge-request.ts';
import type { Order } from '../../domain/order.ts';
import { awaitsCustomer } from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { ownedOrder } from '../get-order.ts';
import {
  assertSameRequest,
  type CommandResult,
  causeOf,
  completedRecord,
  type IdempotentCommand,
} from '../idempotent-command.ts';
import { changeAttempt } from '../order-changes.ts';
import type { IdempotencyRecord, RunningRecord } from '../ports/idempotency-record.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { JudgePayment } from '../ports/telemetry.ts';
import type { AwaitCustomer } from './await-customer.ts';
import {
  assertAttemptsLeft,
  judgeRunningPayment,
  type RecordPaymentDependencies,
  type RunningPayment,
  recordPayment,
  type StartedPayment,
} from './begin-payment.ts';
import type { ChargeResult } from './charge.ts';
import type { ConfirmFreeOrder } from './confirm-free-order.ts';
import type { Settle } from './settle.ts';
import type { SettleMoney } from './settle-money.ts';

export interface PayOrderDependencies extends RecordPaymentDependencies {
  readonly store: OrderStore;
  /** Confirms an order for which nothing has to be charged. */
  readonly confirmFree: ConfirmFreeOrder;
  readonly charge: (attempt: PaymentAttempt, options: CallOptions) => Promise<ChargeResult>;
  readonly settle: Settle;
  readonly awaitCustomer: AwaitCustomer;
  readonly abandon: SettleMoney['abandon'];
  readonly judgePayment: JudgePayment;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** How long a request may work on an attempt before the reconciler takes it over, in milliseconds. */
  readonly leaseMs: number;
  /** How long after an unknown outcome the gateway is asked again, in milliseconds. */
  readonly settleDelayMs: number;
  /** How many times a customer may try to pay within an hour. */
  readonly triesPerHour: number;
  readonly respondPaid: (order: Order) => StoredResponse;
  /** The answer while the outcome of the payment is unknown. */
  readonly respondUnknown: (order: Order) => StoredResponse;
}

export interface PayOrderCommand extends IdempotentCommand {
  readonly orderId: string;
  readonly paymentMethod: string;
}

/** Whether a payment came too late for an order: its money goes back. */
const isRefused = ({ status }: Order): boolean => status === 'cancelled' || status === 'expired';

/**
 * Use case: pay an order. The attempt is stored before the gateway is called; the answer of the gateway is stored
 * together with its effects on the order. A call without an answer is neither a success nor a decline: its outcome
 * is unknown until the reconciler resolves it. A payment that waits for its customer gives way to another one. An order
 * with a total of 0 is confirmed without the gateway.
 * @throws {ServiceError} ORD-001, ORD-003, ORD-005 on a definite decline, PAY-001 after too many attempts, SYS-002 when
 *   the gateway was not reached (the same key may be used again), IDM-002, IDM-003, SYS-004.
 */
export const payOrder = ({
  store,
  assertGatewayAvailable,
  confirmFree,
  charge,
  settle,
  awaitCustomer,
  abandon,
  judgePayment,
  clock,
  retryOnConflict,
  leaseMs,
  settleDelayMs,
  triesPerHour,
  respondPaid,
  respondUnknown,
}: PayOrderDependencies) => {
  const finish = async (
    result: ChargeResult,
    command: PayOrderCommand,
    order: Order,
    options: CallOptions,
  ) => {
    const { claim } = command;
    const cause = causeOf(command, claim.recordId);
    const { attempt } = result;
    if ('unknown' in result) {
      const now = clock();
      const at = new Date(now).toISOString();
      const retryAt = new Date(now + settleDelayMs).toISOString();
      const change = changeAttempt(attempt, 'loseOutcome', at, { leaseUntil: at, retryAt });
      await store.commit({ attempt: change }, options);
      return respondUnknown(order);
    }
    if ('clientSecret' in result) {
      const response = await awaitCustomer(attempt, result.clientSecret, claim, options);
      return response ?? respondUnknown(order);
    }
    if ('refused' in result) {
      const excused = !isServiceFailure(result.refused);
      await settle(attempt, { result: 'not_charged', excused }, { ...options, cause });
      throw result.refused instanceof ServiceError
        ? result.refused
        : dependencyUnavailable('payment-gateway', 1, result.refused);
    }
    const { settlement } = result;
    if (settlement.result === 'declined') {
      await settle(attempt, settlement, { ...options, cause });
      throw paymentFailed(settlement.reason);
    }
    const complete = {
      owner: claim.owner,
      record: (paid: Order, now: number) => completedRecord(claim, respondPaid(paid), now),
    };
    const after = await settle(attempt, settlement, { ...options, cause, complete });
    if (!after) return respondUnknown(order);
    if (isRefused(after)) throw invalidStatusTransition(after.status, 'confirmed');
    return respondPaid(after);
  };

  /** The progress of an earlier request with the same key. */
  const judge = async (record: RunningRecord, options: CallOptions): Promise<RunningPayment> => {
    const attempt = await store.findAttempt(record.orderId, record.attempt, options);
    if (!attempt) throw new Error(`payment attempt ${record.attempt} of order ${record.orderId} not found`);
    return judgeRunningPayment(attempt, clock());
  };

  const isCurrent = (record: IdempotencyRecord) => Date.parse(record.expiresAt) > clock();

  /** Begins the payment, or finds the answer of an earlier request with the same key. */
  const begin = async (
    command: PayOrderCommand,
    options: CallOptions,
    mayAbandon = true,
  ): Promise<CommandResult | StartedPayment> => {
    const { caller, claim, orderId, paymentMethod } = command;
    // The order first: what a request with the same key has done to it is in the record by then.
    const order = await ownedOrder(store, caller, orderId, options);
    const found = await store.findRecord(claim.recordId, options);
    const record = found && isCurrent(found) ? found : undefined;
    let replaces: RunningRecord | undefined;
    if (record) {
      assertSameRequest(record, claim);
      if (record.state === 'completed') return { response: record.response, replayed: true };
      const came = await judge(record, options);
      // New answers about an earlier request: no replay of what was sent then.
      if (came === 'unknown') return { response: respondUnknown(order), replayed: false };
      if (came === 'paid') {
        // The order was read before the payment was judged, and may have been settled in between.
        const paid = await ownedOrder(store, caller, orderId, options);
        if (isRefused(paid)) throw invalidStatusTransition(paid.status, 'confirmed');
        return { response: respondPaid(paid), replayed: false };
      }
      replaces = record;
    }
    if (order.total.amount === 0) {
      return { response: await confirmFree(order, command, clock(), options), replayed: false };
    }
    if (mayAbandon && order.payment && awaitsCustomer(order)) {
      assertAttemptsLeft(order, clock());
      // The customer has decided to pay in another way.
      const cause = causeOf(command, claim.recordId);
      await abandon({ orderId, attempt: order.payment.attempt }, { ...options, cause });
      return begin(command, options, false);
    }
    const payment = { order, paymentMethod, claim, replaces, now: clock(), leaseMs, triesPerHour };
    const begun = await recordPayment({ store, assertGatewayAvailable }, payment, options);
    return 'unknown' in begun ? { response: respondUnknown(order), replayed: false } : begun;
  };

  /**
   * Judges a failure before an attempt is stored, after which nothing could be judged later. At the deadline it does so
   * at once: the answer and the metrics of the invocation do not wait for the work to end.
   */
  const judgingFailure = async <T>({ signal }: CallOptions, work: () => Promise<T>): Promise<T> => {
    let isJudged = false;
    const judge = (error: unknown) => {
      if (isJudged) return;
      isJudged = true;
      if (isServiceFailure(error)) judgePayment('bad');
    };
    const judgeDeadline = () => judge(signal.reason);
    signal.addEventListener('abort', judgeDeadline, { once: true });
    try {
      return await work();
    } catch (error) {
      judge(error);
      throw error;
    } finally {
      signal.removeEventListener('abort', judgeDeadline);
    }
  };

  return async (command: PayOrderCommand, options: CallOptions): Promise<CommandResult> => {
    const subject = `order ${command.orderId}`;
    const begun = await judgingFailure(options, () =>
      retryOnConflict(subject, (limited) => begin(command, limited), options),
    );
    if ('response' in begun) return begun;
    const result = await charge(begun.attempt, options);
    return { response: await finish(result, command, begun.order, options), replayed: false };
  };
};
