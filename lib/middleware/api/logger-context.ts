import { orderIdSchema } from '../../contract/schemas/order.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

export interface LoggerContextOptions {
  readonly logger: ContextLogger;
  readonly method: string;
  readonly endpoint: string;
}

/** Binds the invocation to every log line, says how the request ended, and leaves nothing bound behind. */
export const loggerContext = ({ logger, method, endpoint }: LoggerContextOptions): ApiMiddleware => {
  const finish = ({ response }: Invocation) => {
    logger.info(logEvents.requestCompleted, { method, endpoint, status: response?.statusCode });
    logger.end();
  };
  return {
    before: ({ event, context }) => {
      logger.begin(context);
      const orderId = orderIdSchema.safeParse(event.pathParameters?.['orderId']);
      if (orderId.success) logger.bind({ orderId: orderId.data });
    },
    after: finish,
    onError: finish,
  };
};
