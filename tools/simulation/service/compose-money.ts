import { createDynamoOrderStore } from '../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { isGatewayFailure } from '../../../lib/adapters/stripe/gateway-error.ts';
import { createStripePaymentGateway } from '../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import { createWebhookReader } from '../../../lib/adapters/stripe/webhook-notice.ts';
import { createOrderTelemetry } from '../../../lib/adapters/telemetry/log-order-telemetry.ts';
import { createAwaitCustomer } from '../../../lib/app/payment/await-customer.ts';
import { createCharge } from '../../../lib/app/payment/charge.ts';
import { createConfirmFreeOrder } from '../../../lib/app/payment/confirm-free-order.ts';
import { createHandOverRefund } from '../../../lib/app/payment/hand-over-refund.ts';
import type { OnStuck } from '../../../lib/app/payment/money-id.ts';
import { createParkDisputed } from '../../../lib/app/payment/park-disputed.ts';
import { payOrder } from '../../../lib/app/payment/pay-order.ts';
import { createPursueAttempt } from '../../../lib/app/payment/pursue-attempt.ts';
import { createPursueRefund } from '../../../lib/app/payment/pursue-refund.ts';
import { receiveNotice } from '../../../lib/app/payment/receive-notice.ts';
import { reconcilePayments } from '../../../lib/app/payment/reconcile-payments.ts';
import { createRefundNow } from '../../../lib/app/payment/refund-now.ts';
import { refundOrder } from '../../../lib/app/payment/refund-order.ts';
import { createSettle } from '../../../lib/app/payment/settle.ts';
import { createSettleMoney } from '../../../lib/app/payment/settle-money.ts';
import { type CausedCall, createSettleRefund } from '../../../lib/app/payment/settle-refund.ts';
import type { JudgePayment } from '../../../lib/app/ports/telemetry.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { createDynamoCircuitStateStore } from '../../../lib/platform/dynamodb/circuit-state-store.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import {
  respondCreated,
  respondOk,
  respondRequiresAction,
  respondUnknown,
} from '../../../lib/presenters/present-order.ts';
import { tableNames } from '../world/database.ts';
import { webhookSecret } from '../world/webhooks.ts';
import type { Platform } from './compose-platform.ts';

/** As in lib/composition/payments.ts. */
const leaseMs = 25_000;
const settleDelayMs = 2_000;

/** The use cases about money of one execution environment, as in lib/composition/payments.ts. */
export const composeMoney = (platform: Platform) => {
  const { client, clock, logger, retryOnConflict, newId } = platform;
  const store = createDynamoOrderStore({
    client,
    ordersTable: tableNames.orders,
    eventsTable: tableNames.events,
  });
  const telemetry = createOrderTelemetry({ bind: () => undefined, info: logger.info });
  const gatewayPolicy = platform.policy({
    name: 'payment-gateway',
    isFailure: isGatewayFailure,
    tryTimeoutMs: 4_000,
    retry: { maxAttempts: 1 },
    circuit: {
      failuresToOpen: 3,
      openMs: 5_000,
      store: createDynamoCircuitStateStore(platform.ordersTable),
    },
  });
  const gateway = createStripePaymentGateway({
    client: platform.cloud.gateway.clientOf(platform.environment),
    secretKey: async () => 'sk_test_simulated',
    execute: gatewayPolicy.execute,
    onConfigurationError: (error) => logger.error(logEvents.paymentUnsettled, { error }),
    onRejection: () => {},
  });
  const onStuck: OnStuck = (money, reason) => logger.error(logEvents.paymentStuck, { ...money, reason });
  const common = { store, telemetry, clock, retryOnConflict, leaseMs };
  const settleRefund = createSettleRefund({ store, telemetry, clock, retryOnConflict, onStuck });
  const pursueRefund = createPursueRefund({ store, gateway, settleRefund, clock, onStuck });
  const refundNow = createRefundNow(pursueRefund, (_, error) =>
    logger.warn(logEvents.refundFailed, { error }),
  );
  const judgePayment: JudgePayment = (outcome) =>
    platform.metrics.increment('slo_events_total', { slo: 'payment-success', outcome });
  const settle = createSettle({ ...common, judgePayment, refundNow });
  const charge = createCharge({
    store,
    gateway,
    clock,
    onUnknownOutcome: (_, error) => logger.warn(logEvents.paymentOutcomeUnknown, { error }),
  });
  const settleMoney = createSettleMoney({
    store,
    pursueAttempt: createPursueAttempt({ store, gateway, settle, clock, onStuck, judgePayment }),
    pursueRefund,
    handOverRefund: createHandOverRefund({ store, gateway, clock }),
    clock,
    newOwner: newId,
    leaseMs,
  });
  return {
    store,
    telemetry,
    refundNow,
    abandon: async ({ id: orderId, payment }: Order, options: CausedCall): Promise<void> => {
      const attempt = payment?.attempt ?? 0;
      await settleMoney
        .abandon({ orderId, attempt }, options)
        .catch((error) => logger.warn(logEvents.paymentUnsettled, { error }));
    },
    leaseMs,
    payOrder: payOrder({
      store,
      assertGatewayAvailable: gatewayPolicy.assertAvailable,
      confirmFree: createConfirmFreeOrder({ store, telemetry, respond: respondOk }),
      charge,
      settle,
      awaitCustomer: createAwaitCustomer({
        store,
        clock,
        retryOnConflict,
        settleDelayMs,
        respond: respondRequiresAction,
      }),
      abandon: settleMoney.abandon,
      judgePayment,
      triesPerHour: platform.settings.paymentTriesPerHour,
      clock,
      retryOnConflict,
      leaseMs,
      settleDelayMs,
      respondPaid: respondOk,
      respondUnknown,
    }),
    refundOrder: refundOrder({ ...common, refundNow, respond: respondCreated }),
    receiveNotice: receiveNotice({
      read: createWebhookReader({
        secret: Object.assign(async () => webhookSecret, { previous: async () => undefined }),
        now: clock,
      }),
      gateway,
      settleMoney,
      parkDisputed: createParkDisputed({ store, gateway, clock, newOwner: newId, retryOnConflict, onStuck }),
      onResult: () => {},
    }),
    reconcilePayments: reconcilePayments({
      store,
      settleMoney,
      clock,
      drain: platform.drain(8),
      onFailure: (_, error) => logger.warn(logEvents.paymentUnsettled, { error }),
    }),
  };
};

export type MoneyUseCases = ReturnType<typeof composeMoney>;
