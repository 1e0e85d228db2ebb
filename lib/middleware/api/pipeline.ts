import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type { Context } from 'aws-lambda';
import type { ServedRouteId } from '../../contract/default-route.ts';
import type { UnjudgedRouteId } from '../../contract/judge-request.ts';
import type { RouteId, routes } from '../../contract/routes.ts';
import type { InvocationMetrics, MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import type { ApiResponse } from '../../platform/response.ts';
import type { ApiContext, ApiGatewayEvent, ApiHandler, ApiMiddleware, InvocationState } from './api-event.ts';
import { correlationId } from './correlation-id.ts';
import { errorMapper } from './error-mapper.ts';
import { loggerContext } from './logger-context.ts';
import { type JudgeRequest, requestMetrics } from './request-metrics.ts';

export interface PipelineDependencies {
  readonly logger: ContextLogger;
  readonly metrics: MetricsRecorder & InvocationMetrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newCorrelationId: () => string;
}

export interface PipelineRoute {
  readonly routeId: ServedRouteId;
  readonly judge: JudgeRequest;
  /** Middleware that check the request, in the order in which they run. */
  readonly checks: readonly ApiMiddleware[];
  readonly handle: (state: InvocationState, context: Context, event: ApiGatewayEvent) => Promise<ApiResponse>;
}

/**
 * Makes the handler of a route. The order of the middleware is fixed here: Middy runs `before` from top to bottom,
 * `after` and `onError` from bottom to top. An error is therefore mapped first, then the request is counted, and at last
 * its line is printed, each with the response that the client gets.
 */
export const createApiPipeline =
  ({ logger, metrics, now, newCorrelationId }: PipelineDependencies) =>
  ({ routeId, judge, checks, handle }: PipelineRoute): ApiHandler => {
    const run = (event: ApiGatewayEvent, context: ApiContext) => handle(context.state ?? {}, context, event);
    const shareState: ApiMiddleware = {
      before: ({ context, internal }) => {
        context.state = internal;
      },
    };
    // The deadline ends the request in time; Middy's own early timeout would be a second one.
    return middy<ApiGatewayEvent, ApiResponse, unknown, ApiContext, InvocationState>(run, {
      timeoutEarlyInMillis: 0,
    }).use([
      shareState,
      loggerContext({ logger, metrics, routeId }),
      correlationId({ logger, generate: newCorrelationId }),
      requestMetrics({ metrics, routeId, now, judge }),
      httpErrorHandler({ logger: false }),
      errorMapper({ logger, metrics, now, newCorrelationId }),
      ...checks,
    ]);
  };

/** Routes without a scope. */
export type PublicRouteId = { [I in RouteId]: (typeof routes)[I]['scope'] extends null ? I : never }[RouteId];

/** Makes handlers of routes that take no input, call nothing and are no events of an objective. */
export const createProbeHandler =
  (dependencies: PipelineDependencies) =>
  (routeId: PublicRouteId & UnjudgedRouteId, handle: () => Promise<ApiResponse>): ApiHandler =>
    createApiPipeline(dependencies)({ routeId, judge: () => [], checks: [], handle });
