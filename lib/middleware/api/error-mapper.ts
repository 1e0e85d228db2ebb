import { ServiceError, unexpectedError } from '../../contract/errors/factories.ts';
import { errorRegistry } from '../../contract/errors/registry.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { type ApiResponse, failed } from '../../platform/response.ts';
import type { ApiMiddleware } from './api-event.ts';

export interface ErrorMapperOptions {
  readonly logger: Pick<ContextLogger, 'warn' | 'error'>;
  readonly metrics: MetricsRecorder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For a request that failed before it had an id. */
  readonly newCorrelationId: () => string;
}

/** An HTTP error of which @middy/http-error-handler makes the response; the message is the body. */
interface HttpError {
  readonly statusCode: number;
  readonly expose: true;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const httpErrorOf = ({ statusCode, body, headers }: ApiResponse): HttpError => ({
  statusCode,
  expose: true,
  message: body,
  headers,
});

/**
 * Turns anything thrown into an HTTP error in the contract's envelope. An error that is not in the registry becomes
 * SYS-001; its cause is logged and never sent.
 */
export const errorMapper = ({
  logger,
  metrics,
  now,
  newCorrelationId,
}: ErrorMapperOptions): ApiMiddleware => {
  const log = (error: ServiceError) => {
    const level = errorRegistry[error.code].logLevel;
    const event = level === 'error' ? logEvents.requestFailed : logEvents.requestRejected;
    logger[level](event, {
      code: error.code,
      ...(error.loggedDetails && { details: error.loggedDetails }),
      ...(error.cause !== undefined && { error: error.cause }),
    });
  };
  return {
    onError: (invocation) => {
      const { error: thrown, internal, response } = invocation;
      // Another middleware has the response, as for a request that was executed before.
      if (response) return;
      const error = thrown instanceof ServiceError ? thrown : unexpectedError(thrown);
      internal.correlationId ??= newCorrelationId();
      internal.errorCode = error.code;
      log(error);
      metrics.increment('order_service_errors_total', { code: error.code });
      invocation.error = httpErrorOf(failed(error, internal.correlationId, internal.errorAt ?? now()));
    },
  };
};
