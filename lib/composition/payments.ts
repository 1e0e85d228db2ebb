import { randomUUID } from 'node:crypto';
import { isGatewayFailure } from '../adapters/stripe/gateway-error.ts';
import { createStripeClient, loadStripePackage } from '../adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../adapters/stripe/stripe-payment-gateway.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { createPaymentTelemetry } from '../adapters/telemetry/emf-payment-telemetry.ts';
import { type AwaitCustomerDependencies, createAwaitCustomer } from '../app/payment/await-customer.ts';
import { createCharge } from '../app/payment/charge.ts';
import { createConfirmFreeOrder } from '../app/payment/confirm-free-order.ts';
import { createHandOverRefund } from '../app/payment/hand-over-refund.ts';
import type { OnStuck } from '../app/payment/money-id.ts';
import { createParkDisputed } from '../app/payment/park-disputed.ts';
import { payOrder } from '../app/payment/pay-order.ts';
import { createPursueAttempt } from '../app/payment/pursue-attempt.ts';
import { createPursueRefund } from '../app/payment/pursue-refund.ts';
import { reconcilePayments } from '../app/payment/reconcile-payments.ts';
import { createRefundNow } from '../app/payment/refund-now.ts';
import { refundOrder } from '../app/payment/refund-order.ts';
import { reportStuckMoney, type StuckCount } from '../app/payment/report-stuck-money.ts';
import { createSettle } from '../app/payment/settle.ts';
import { createSettleMoney } from '../app/payment/settle-money.ts';
import { type CausedCall, createSettleRefund } from '../app/payment/settle-refund.ts';
import type { JudgePayment, OrderTelemetry } from '../app/ports/telemetry.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import type { Order } from '../domain/order.ts';
import { newsAbove } from '../metrics/news-above.ts';
import { createDynamoCircuitStateStore } from '../platform/dynamodb/circuit-state-store.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { createSecret } from '../platform/secrets/secret.ts';
import { orderStore, ordersTable, retryOnConflict } from './database.ts';
import { drainSettings } from './jobs.ts';
import { countStuck } from './metrics.ts';
import { once } from './once.ts';
import { jobTelemetry, telemetry } from './order-telemetry.ts';
import { clock, environment, logger, metrics, region } from './platform.ts';
import { secretsPolicy } from './secrets.ts';

/** Longer than a request can work on a payment or refund; after it the reconciler takes over. In milliseconds. */
export const paymentLeaseMs = 25_000;

export const paymentPolicy = /* @__PURE__ */ once(() =>
  createDependencyPolicy({
    name: 'payment-gateway',
    isFailure: isGatewayFailure,
    tryTimeoutMs: 4_000,
    // Whether a charge went through is found out by asking, not by charging again.
    retry: { maxAttempts: 1 },
    circuit: {
      failuresToOpen: 3,
      openMs: 5_000,
      store: createDynamoCircuitStateStore(ordersTable()),
    },
    onTransition: createCircuitTelemetry('payment-gateway', logger, metrics),
  }),
);

export const paymentGateway = /* @__PURE__ */ once(() =>
  createStripePaymentGateway({
    client: createStripeClient({ apiBase: environment.paymentGatewayUrl, timeoutMs: 4_000 }),
    secretKey: createSecret({ ...environment.paymentSecret, region, now: clock, policy: secretsPolicy }),
    execute: paymentPolicy().execute,
    ...createPaymentTelemetry(logger, metrics),
  }),
);

const onStuck: OnStuck = (money, reason) => logger.error(logEvents.paymentStuck, { ...money, reason });

const pursueRefund = (orderTelemetry: OrderTelemetry) =>
  createPursueRefund({
    store: orderStore(),
    gateway: paymentGateway(),
    settleRefund: createSettleRefund({
      store: orderStore(),
      telemetry: orderTelemetry,
      clock,
      retryOnConflict: retryOnConflict(),
      onStuck,
    }),
    clock,
    onStuck,
  });

/** Requests a refund that a request or job has just stored. */
export const refundNow = (orderTelemetry: OrderTelemetry) =>
  createRefundNow(pursueRefund(orderTelemetry), ({ orderId, number }, error) =>
    logger.warn(logEvents.refundFailed, { orderId, refund: number, error }),
  );

const judgePayment: JudgePayment = (outcome) =>
  metrics.increment('slo_events_total', { slo: 'payment-success', outcome });

const settle = (orderTelemetry: OrderTelemetry) =>
  createSettle({
    store: orderStore(),
    refundNow: refundNow(orderTelemetry),
    telemetry: orderTelemetry,
    judgePayment,
    clock,
    retryOnConflict: retryOnConflict(),
    leaseMs: paymentLeaseMs,
  });

/** The one way to settle payments and refunds, for each trigger that learns of an outcome. */
export const settleMoney = /* @__PURE__ */ once(() =>
  createSettleMoney({
    store: orderStore(),
    pursueAttempt: createPursueAttempt({
      store: orderStore(),
      gateway: paymentGateway(),
      settle: settle(jobTelemetry()),
      clock,
      onStuck,
      judgePayment,
    }),
    pursueRefund: pursueRefund(jobTelemetry()),
    handOverRefund: createHandOverRefund({ store: orderStore(), gateway: paymentGateway(), clock }),
    clock,
    newOwner: randomUUID,
    leaseMs: paymentLeaseMs,
  }),
);

export const composeParkDisputed = () =>
  createParkDisputed({
    store: orderStore(),
    gateway: paymentGateway(),
    clock,
    newOwner: randomUUID,
    retryOnConflict: retryOnConflict(),
    onStuck,
  });

/** Cancels a payment that waits for the customer of an order that is cancelled. */
export const abandonPayment = async (order: Order, options: CausedCall): Promise<void> => {
  const { id: orderId, payment } = order;
  const attempt = payment?.attempt ?? 0;
  try {
    await settleMoney().abandon({ orderId, attempt }, options);
  } catch (error) {
    logger.warn(logEvents.paymentUnsettled, { orderId, attempt, error });
  }
};

type Respond = (order: Order) => StoredResponse;

/** The delay after which the gateway is asked for an outcome that is unknown, in milliseconds. */
const settleDelayMs = 2_000;

export const composePayOrder = (
  respondPaid: Respond,
  respondUnknown: Respond,
  respondRequiresAction: AwaitCustomerDependencies['respond'],
) =>
  payOrder({
    store: orderStore(),
    assertGatewayAvailable: paymentPolicy().assertAvailable,
    confirmFree: createConfirmFreeOrder({
      store: orderStore(),
      telemetry: telemetry(),
      respond: respondPaid,
    }),
    charge: createCharge({
      store: orderStore(),
      gateway: paymentGateway(),
      clock,
      onUnknownOutcome: ({ orderId, number }, error) =>
        logger.warn(logEvents.paymentOutcomeUnknown, { orderId, number, error }),
    }),
    settle: settle(telemetry()),
    awaitCustomer: createAwaitCustomer({
      store: orderStore(),
      clock,
      retryOnConflict: retryOnConflict(),
      settleDelayMs,
      respond: respondRequiresAction,
    }),
    abandon: (...call) => settleMoney().abandon(...call),
    judgePayment,
    clock,
    retryOnConflict: retryOnConflict(),
    leaseMs: paymentLeaseMs,
    settleDelayMs,
    triesPerHour: environment.paymentTriesPerHour,
    respondPaid,
    respondUnknown,
  });

export const composeRefundOrder = (respond: Respond) =>
  refundOrder({
    store: orderStore(),
    refundNow: refundNow(telemetry()),
    telemetry: telemetry(),
    clock,
    retryOnConflict: retryOnConflict(),
    leaseMs: paymentLeaseMs,
    respond,
  });

export const composeReconcilePayments = () =>
  reconcilePayments({
    store: orderStore(),
    settleMoney: settleMoney(),
    clock,
    drain: drainSettings('reconcile-payments', 8),
    onFailure: (money, error) => logger.warn(logEvents.paymentUnsettled, { ...money, error }),
  });

const publishStuck = () => {
  const publishCount = newsAbove(0, (count) => metrics.set('order_service_stuck_payments', {}, count));
  const publishAge = newsAbove(0, (seconds) =>
    metrics.set('order_service_stuck_payments_oldest_age_seconds', {}, seconds),
  );
  return ({ count, oldestMs }: StuckCount) => {
    publishCount(count);
    publishAge(oldestMs / 1_000);
  };
};

export const composeReportStuckMoney = () =>
  reportStuckMoney({
    count: countStuck(),
    timeoutMs: 5_000,
    onCounted: publishStuck(),
    onFailure: (error) => logger.warn(logEvents.stuckPaymentsNotCounted, { error }),
  });

export const loadPaymentPackage = loadStripePackage;
