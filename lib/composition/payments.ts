import { ConsecutiveBreaker } from 'cockatiel';
import { isGatewayFailure } from '../adapters/stripe/gateway-error.ts';
import { createStripeClient } from '../adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../adapters/stripe/stripe-payment-gateway.ts';
import { createRefund } from '../app/payment/refund.ts';
import { createSettle } from '../app/payment/settle.ts';
import type { OrderTelemetry } from '../app/ports/order-telemetry.ts';
import { createCircuitTelemetry } from '../metrics/recording/circuit-telemetry-emf.ts';
import { createDynamoCircuitStateStore } from '../platform/dynamodb/circuit-state-store.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { createSecret } from '../platform/secrets/secret.ts';
import { orderStore, ordersTable } from './database.ts';
import { once } from './once.ts';
import { clock, environment, logger, metrics, region } from './platform.ts';
import { secretsPolicy } from './secrets.ts';

export const paymentPolicy = /* @__PURE__ */ once(() =>
  createDependencyPolicy({
    name: 'payment-gateway',
    isFailure: isGatewayFailure,
    tryTimeoutMs: 4_000,
    // Whether a charge went through is found out by asking, not by charging again.
    retry: { maxAttempts: 1 },
    circuit: {
      newCounter: () => new ConsecutiveBreaker(3),
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
export const settle = (telemetry: OrderTelemetry) =>
  createSettle({ store: orderStore(), refund: refund(), telemetry, clock });
