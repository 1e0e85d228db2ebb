import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { createPaymentConfigurationTelemetry } from '../../../../lib/adapters/telemetry/emf-payment-telemetry.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

describe('createPaymentConfigurationTelemetry', () => {
  it.each([
    [
      new GatewayError('configuration', { status: 401, code: 'api_key_expired', requestId: 'req_1' }),
      'configuration 401 api_key_expired',
    ],
    [new Error('the secret is a JSON document'), 'the secret is a JSON document'],
  ])('logs and counts %o', (error, problem) => {
    const logger = createRecordingLogger();
    const metrics = createRecordingMetrics();
    createPaymentConfigurationTelemetry(logger, metrics)(error);
    expect(logger.lines).toMatchObject([
      { level: 'error', code: logEvents.paymentConfigurationRejected.code, fields: { problem, error } },
    ]);
    expect(metrics.recorded()).toEqual([
      { name: 'order_service_payment_configuration_errors_total', labels: {}, value: 1 },
    ]);
  });
});
