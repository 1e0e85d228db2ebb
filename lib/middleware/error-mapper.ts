import { unexpectedError } from '../contract/errors/factories.ts';
import { errorRegistry } from '../contract/errors/registry.ts';
import { ServiceError } from '../contract/errors/service-error.ts';
import { headers } from '../contract/headers.ts';
import type { ContextLogger } from '../observability/context-logger.ts';
import { logEvents } from '../observability/log-events.ts';
import type { MetricsRecorder } from '../observability/metrics-recorder.ts';
import { presentError } from '../presenters/error-envelope.ts';
import type { ApiMiddleware } from './api-event.ts';

export interface ErrorMapperOptions {
  readonly logger: Pick<ContextLogger, 'warn' | 'error'>;
  readonly metrics: MetricsRecorder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Turns anything thrown into an error of the registry, in the form from which @middy/http-error-handler makes
 * the response. What the registry does not know becomes SYS-001, and its cause stays in the log.
 */
export const errorMapper = ({ logger, metrics, now }: ErrorMapperOptions): ApiMiddleware => {
  const log = (error: ServiceError) => {
    const level = errorRegistry[error.code].logLevel;
    const event = level === 'error' ? logEvents.requestFailed : logEvents.requestRejected;
    logger[level](event, {
      code: error.code,
      ...(error.details && { details: error.details }),
      ...(error.cause !== undefined && { error: error.cause }),
    });
  };
  return {
    onError: (invocation) => {
      const { error: thrown, internal } = invocation;
      const error = thrown instanceof ServiceError ? thrown : unexpectedError(thrown);
      log(error);
      metrics.increment('order_service_errors_total', { code: error.code });
      invocation.error = {
        statusCode: error.status,
        expose: true,
        message: JSON.stringify(presentError(error, internal.correlationId ?? '', now())),
        headers: {
          ...(error.retryAfterSeconds !== undefined && {
            [headers.retryAfter]: String(error.retryAfterSeconds),
          }),
        },
      };
    },
  };
};
