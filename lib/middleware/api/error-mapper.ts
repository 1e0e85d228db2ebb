import { unexpectedError, type ValidationIssue } from '../../contract/errors/factories.ts';
import { errorRegistry } from '../../contract/errors/registry.ts';
import { type ErrorDetails, ServiceError } from '../../contract/errors/service-error.ts';
import { headers } from '../../contract/headers.ts';
import { orderIdSchema } from '../../contract/schemas/order.ts';
import { skuSchema } from '../../contract/schemas/product.ts';
import type { MetricsRecorder } from '../../metrics/recording/metrics-recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { presentError } from '../../presenters/error-envelope.ts';
import type { ApiMiddleware } from './api-event.ts';

export interface ErrorMapperOptions {
  readonly logger: Pick<ContextLogger, 'warn' | 'error'>;
  readonly metrics: MetricsRecorder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For a request that failed before it had an id. */
  readonly newCorrelationId: () => string;
}

/** Details that can repeat any text of the client are answered, but not logged as they are. */
const loggedForms: Readonly<Record<string, (value: unknown) => unknown>> = {
  orderId: (value) => orderIdSchema.safeParse(value).data,
  sku: (value) => skuSchema.safeParse(value).data,
  // A message may quote the names of fields that nobody knows.
  issues: (value) => (value as readonly ValidationIssue[]).map(({ path }) => path),
};

const loggable = (details: ErrorDetails): ErrorDetails =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      loggedForms[name] ? loggedForms[name](value) : value,
    ]),
  );

/**
 * Turns anything thrown into an error of the registry, in the form from which @middy/http-error-handler makes
 * the response. What the registry does not know becomes SYS-001, and its cause stays in the log.
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
      ...(error.details && { details: loggable(error.details) }),
      ...(error.cause !== undefined && { error: error.cause }),
    });
  };
  return {
    onError: (invocation) => {
      const { error: thrown, internal, response } = invocation;
      // Another middleware has found the answer, as for a request that was executed before.
      if (response) return;
      const error = thrown instanceof ServiceError ? thrown : unexpectedError(thrown);
      internal.correlationId ??= newCorrelationId();
      internal.errorCode = error.code;
      log(error);
      metrics.increment('order_service_errors_total', { code: error.code });
      invocation.error = {
        statusCode: error.status,
        expose: true,
        message: JSON.stringify(presentError(error, internal.correlationId, internal.errorAt ?? now())),
        headers: {
          ...(error.retryAfterSeconds !== undefined && {
            [headers.retryAfter]: String(error.retryAfterSeconds),
          }),
        },
      };
    },
  };
};
