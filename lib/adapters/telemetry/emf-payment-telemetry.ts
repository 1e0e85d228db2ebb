import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { GatewayError } from '../stripe/gateway-error.ts';
import type { StripePaymentGatewayOptions } from '../stripe/stripe-payment-gateway.ts';

/** The same text for the same problem: the message of an error of the gateway contains the id of the request. */
const problemOf = (error: unknown): string => {
  if (!(error instanceof GatewayError)) return error instanceof Error ? error.message : String(error);
  const { status, code, param } = error.facts;
  return [error.kind, status, code, param].filter((fact) => fact !== undefined).join(' ');
};

/** Log lines and a metric about what the payment gateway rejects. */
export const createPaymentTelemetry = (
  logger: Pick<ContextLogger, 'info' | 'error'>,
  metrics: MetricsRecorder,
): Pick<StripePaymentGatewayOptions, 'onConfigurationError' | 'onRejection'> => ({
  onConfigurationError(error) {
    logger.error(logEvents.paymentConfigurationRejected, { problem: problemOf(error), error });
    metrics.increment('order_service_payment_configuration_errors_total', {});
  },
  onRejection(error) {
    const { reason, declineCode, requestId } = error.facts;
    logger.info(logEvents.paymentRejected, {
      reason,
      problem: problemOf(error),
      ...(declineCode !== undefined && { declineCode }),
      ...(requestId !== undefined && { gatewayRequestId: requestId }),
    });
  },
});
