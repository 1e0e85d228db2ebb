import { describe, expect, it } from 'vitest';
import { loggerContext } from '../../../../lib/middleware/api/logger-context.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

describe('loggerContext', () => {
  it.each(['after', 'onError'] as const)(
    'logs how the request ended with its metrics, and leaves nothing bound (%s)',
    (hook) => {
      const logger = createRecordingLogger();
      const metrics = createRecordingMetrics();
      const middleware = loggerContext({ logger, metrics, routeId: 'get-order' });
      metrics.increment('order_service_errors_total', { code: 'ORD-001' });
      const invocation = anInvocation(anApiEvent('get-order', { path: { orderId: 'ord_1' } }));
      middleware.before?.(invocation);
      invocation.response = { statusCode: 404, headers: {}, body: '' };
      middleware[hook]?.(invocation);
      expect(logger.lines).toMatchObject([
        {
          level: 'info',
          code: logEvents.requestCompleted.code,
          fields: { method: 'GET', endpoint: '/api/v1/orders/{orderId}', status: 404 },
        },
      ]);
      expect(metrics.published).toMatchObject([{ samples: [{ labels: { code: 'ORD-001' } }] }]);
      expect(logger.bound()).toEqual({});
    },
  );
});
