import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type { Context } from 'aws-lambda';
import { type RouteId, routes } from '../../contract/routes.ts';
import type { MetricsPublisher, MetricsRecorder } from '../../metrics/recording/metrics-recorder.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import type { ApiResponse } from '../../platform/response.ts';
import type { ApiGatewayEvent } from './api-event.ts';
import type { ApiRequest, RequestSchemas } from './api-request.ts';
import { authentication } from './authentication.ts';
import { correlationId } from './correlation-id.ts';
import { errorMapper } from './error-mapper.ts';
import { idempotency, type StoreOutcome } from './idempotency.ts';
import { loggerContext } from './logger-context.ts';
import { metricsFlush } from './metrics-flush.ts';
import { sli } from './request-metrics.ts';
import { requestValidation } from './request-validation.ts';

/**
 * Ends the work with SYS-003 in time before the platform ends the invocation.
 * @param remainingMs milliseconds until the platform does.
 */
export type WithDeadline = <T>(remainingMs: number, work: (options: CallOptions) => Promise<T>) => Promise<T>;

export interface PipelineDependencies {
  readonly logger: ContextLogger;
  readonly metrics: MetricsRecorder & MetricsPublisher;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newCorrelationId: () => string;
  readonly withDeadline: WithDeadline;
  /** For the routes that execute a request once for its key. */
  readonly storeOutcome?: StoreOutcome;
}

/** A Lambda function behind API Gateway. */
export type ApiHandler = (event: ApiGatewayEvent, context: Context) => Promise<ApiResponse>;

/**
 * Makes handlers. The order of the middleware is fixed here: Middy runs `before` from top to bottom,
 * `after` and `onError` from bottom to top, so that errors are mapped first, then counted, published and
 * logged, each seeing the response that the client will get.
 */
export const createPipeline =
  ({ logger, metrics, now, newCorrelationId, withDeadline, storeOutcome }: PipelineDependencies) =>
  <Id extends RouteId, const S extends RequestSchemas>(
    routeId: Id,
    schemas: S,
    handle: (request: ApiRequest<Id, S>) => Promise<ApiResponse>,
  ): ApiHandler => {
    const { method, path: endpoint, scope } = routes[routeId];
    const idempotent = 'idempotent' in routes[routeId];
    if (idempotent && !storeOutcome) throw new Error(`${routeId} needs a place to store its outcomes`);
    const run = (request: unknown, context: Context) =>
      withDeadline(context.getRemainingTimeInMillis(), (options) =>
        handle({ ...(request as ApiRequest<Id, S>), options }),
      );
    // The deadline ends the request in time; Middy's own early timeout would be a second one.
    return middy(run, { timeoutEarlyInMillis: 0 }).use([
      loggerContext({ logger, method, endpoint }),
      correlationId({ logger, generate: newCorrelationId }),
      metricsFlush({ metrics }),
      sli({ metrics, routeId, now }),
      httpErrorHandler({ logger: false }),
      errorMapper({ logger, metrics, now, newCorrelationId }),
      authentication({ logger, scope }),
      requestValidation(schemas),
      ...(idempotent && storeOutcome
        ? [idempotency({ routeId, storeOutcome, logger, newOwner: newCorrelationId, now })]
        : []),
    ]) as unknown as ApiHandler;
  };
