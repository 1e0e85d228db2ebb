import { describe, expect, it } from 'vitest';
import { loggerContext } from '../../../../lib/middleware/api/logger-context.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

describe('loggerContext', () => {
  it.each(['after', 'onError'] as const)(
    'logs how the request ended and leaves nothing bound (%s)',
    (hook) => {
      const logger = createRecordingLogger();
      const middleware = loggerContext({ logger, routeId: 'get-order' });
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
      expect(logger.bound()).toEqual({});
    },
  );
});
