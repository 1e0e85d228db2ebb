import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { GatewayError } from '../stripe/gateway-error.ts';

/** The same text for the same problem: the message of an error of the gateway contains the id of the request. */
const problemOf = (error: unknown): string => {
  if (!(error instanceof GatewayError)) return error instanceof Error ? error.message : String(error);
  const { status, code, param } = error.facts;
  return [error.kind, status, code, param].filter((fact) => fact !== undefined).join(' ');
};

/** Logs and counts requests to the payment gateway that failed because of our key, account or request. */
export const createPaymentConfigurationTelemetry =
  (logger: Pick<ContextLogger, 'error'>, metrics: MetricsRecorder) =>
  (error: unknown): void => {
    logger.error(logEvents.paymentConfigurationRejected, { problem: problemOf(error), error });
    metrics.increment('order_service_payment_configuration_errors_total', {});
  };
