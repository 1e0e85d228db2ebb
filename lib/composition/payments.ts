import { randomUUID } from 'node:crypto';
import { isGatewayFailure } from '../adapters/stripe/gateway-error.ts';
import { createStripeClient } from '../adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../adapters/stripe/stripe-payment-gateway.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { createPaymentConfigurationTelemetry } from '../adapters/telemetry/emf-payment-telemetry.ts';
import { createCharge } from '../app/payment/charge.ts';
import { createConfirmFreeOrder } from '../app/payment/confirm-free-order.ts';
import { payOrder } from '../app/payment/pay-order.ts';
import { reconcilePayments } from '../app/payment/reconcile-payments.ts';
import { createRefund } from '../app/payment/refund.ts';
import { createSettle } from '../app/payment/settle.ts';
import type { OrderTelemetry } from '../app/ports/telemetry.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import type { Order } from '../domain/order.ts';
import { createDynamoCircuitStateStore } from '../platform/dynamodb/circuit-state-store.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { createSecret } from '../platform/secrets/secret.ts';
import { orderStore, ordersTable, retryOnConflict } from './database.ts';
import { drainSettings } from './jobs.ts';
import { once } from './once.ts';
import { jobTelemetry, telemetry } from './order-telemetry.ts';
import { clock, environment, logger, metrics, region } from './platform.ts';
import { secretsPolicy } from './secrets.ts';

/** Longer than a request can work on a payment; after it the reconciler takes over. In milliseconds. */
const paymentLeaseMs = 25_000;

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

const paymentGateway = /* @__PURE__ */ once(() =>
  createStripePaymentGateway({
    client: createStripeClient({ apiBase: environment.paymentGatewayUrl, timeoutMs: 4_000 }),
    secretKey: createSecret({ ...environment.paymentSecret, region, now: clock, policy: secretsPolicy }),
    execute: paymentPolicy().execute,
    onConfigurationError: createPaymentConfigurationTelemetry(logger, metrics),
  }),
);

export const refund = /* @__PURE__ */ once(() =>
  createRefund({
    store: orderStore(),
    gateway: paymentGateway(),
    clock,
    onFailure: ({ orderId, number }, error) =>
      logger.warn(logEvents.refundFailed, { orderId, number, error }),
  }),
);

const settle = (orderTelemetry: OrderTelemetry) =>
  createSettle({
    store: orderStore(),
    refund: refund(),
    telemetry: orderTelemetry,
    clock,
    retryOnConflict: retryOnConflict(),
  });

type Respond = (order: Order) => StoredResponse;

export const composePayOrder = (respondPaid: Respond, respondUnknown: Respond) =>
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
    clock,
    retryOnConflict: retryOnConflict(),
    leaseMs: paymentLeaseMs,
    settleDelayMs: 2_000,
    respondPaid,
    respondUnknown,
  });

export const composeReconcilePayments = () =>
  reconcilePayments({
    store: orderStore(),
    gateway: paymentGateway(),
    settle: settle(jobTelemetry()),
    refund: refund(),
    clock,
    newOwner: randomUUID,
    leaseMs: paymentLeaseMs,
    drain: drainSettings('reconcile-payments', 8),
    onFailure: (attempt, error) => logger.warn(logEvents.paymentUnsettled, { ...attempt, error }),
  });
