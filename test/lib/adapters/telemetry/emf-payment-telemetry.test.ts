import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { createPaymentTelemetry } from '../../../../lib/adapters/telemetry/emf-payment-telemetry.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

describe('createPaymentTelemetry', () => {
  it('logs a rejection of the gateway, with the id of the request in its dashboard', () => {
    const logger = createRecordingLogger();
    const metrics = createRecordingMetrics();
    const facts = { status: 402, code: 'card_declined', declineCode: 'lost_card', requestId: 'req_1' };
    const error = new GatewayError('payment', { ...facts, reason: 'generic_decline' });
    createPaymentTelemetry(logger, metrics).onRejection(error);
    expect(logger.lines).toMatchObject([
      {
        level: 'info',
        code: logEvents.paymentRejected.code,
        fields: {
          reason: 'generic_decline',
          problem: 'payment 402 card_declined',
          declineCode: 'lost_card',
          gatewayRequestId: 'req_1',
        },
      },
    ]);
    expect(metrics.recorded()).toEqual([]);
  });

  it.each([
    [
      new GatewayError('configuration', { status: 401, code: 'api_key_expired', requestId: 'req_1' }),
      'configuration 401 api_key_expired',
    ],
    [new Error('the secret is a JSON document'), 'the secret is a JSON document'],
  ])('logs and counts %o', (error, problem) => {
    const logger = createRecordingLogger();
    const metrics = createRecordingMetrics();
    createPaymentTelemetry(logger, metrics).onConfigurationError(error);
    expect(logger.lines).toMatchObject([
      { level: 'error', code: logEvents.paymentConfigurationRejected.code, fields: { problem, error } },
    ]);
    expect(metrics.recorded()).toEqual([
      { name: 'order_service_payment_configuration_errors_total', labels: {}, value: 1 },
    ]);
  });
});
