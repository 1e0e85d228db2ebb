import { type ServedRouteId, servedRoutes } from '../../contract/default-route.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

export interface LoggerContextOptions {
  readonly logger: ContextLogger;
  readonly routeId: ServedRouteId;
}

/** Binds the invocation to every log line, logs how the request ended, and leaves nothing bound. */
export const loggerContext = ({ logger, routeId }: LoggerContextOptions): ApiMiddleware => {
  const { method, path: endpoint } = servedRoutes[routeId];
  const finish = ({ response }: Invocation) => {
    logger.info(logEvents.requestCompleted, { method, endpoint, status: response?.statusCode });
    logger.end();
  };
  return {
    before: ({ context }) => logger.begin(context),
    after: finish,
    onError: finish,
  };
};
