import { describe, expect, it } from 'vitest';
import { loggerContext } from '../../../../lib/middleware/api/logger-context.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

const endpoint = '/api/v1/orders/{orderId}';

const begun = (orderId: string) => {
  const logger = createRecordingLogger();
  const middleware = loggerContext({ logger, method: 'GET', endpoint });
  const invocation = anInvocation(anApiEvent('get-order', { path: { orderId } }));
  middleware.before?.(invocation);
  return { logger, middleware, invocation };
};

describe('loggerContext', () => {
  it('binds the order of the path', () => {
    const { id } = anOrder();
    expect(begun(id).logger.bound()).toEqual({ orderId: id });
  });

  it.each(['', 'ord_1', 'Jane Canary', '\r\n{"orderId":"ord_2"}'])(
    'does not bind %j, which is no order id',
    (id) => {
      expect(begun(id).logger.bound()).toEqual({});
    },
  );

  it.each(['after', 'onError'] as const)(
    'says how the request ended and leaves nothing bound (%s)',
    (hook) => {
      const { logger, middleware, invocation } = begun(anOrder().id);
      invocation.response = { statusCode: 404, headers: {}, body: '' };
      middleware[hook]?.(invocation);
      expect(logger.lines).toMatchObject([
        {
          level: 'info',
          code: logEvents.requestCompleted.code,
          fields: { method: 'GET', endpoint, status: 404 },
        },
      ]);
      expect(logger.bound()).toEqual({});
    },
  );
});
