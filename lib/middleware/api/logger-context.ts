import { type ServedRouteId, servedRoutes } from '../../contract/default-route.ts';
import type { InvocationMetrics } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

export interface LoggerContextOptions {
  readonly logger: ContextLogger;
  readonly metrics: InvocationMetrics;
  readonly routeId: ServedRouteId;
}

/** Binds the invocation to every log line. The last line says how the request ended, however it did, and has its metrics. */
export const loggerContext = ({ logger, metrics, routeId }: LoggerContextOptions): ApiMiddleware => {
  const { method, path: endpoint } = servedRoutes[routeId];
  const finish = ({ response }: Invocation) => {
    const status = response?.statusCode;
    logger.end(metrics.take(), logEvents.requestCompleted, { method, endpoint, status });
  };
  return {
    before: ({ context }) => logger.begin(context),
    after: finish,
    onError: finish,
  };
};
