import { type ServedRouteId, servedRoutes } from '../../contract/default-route.ts';
import { headers } from '../../contract/headers.ts';
import type { AnsweredRequest, SloEvent } from '../../contract/judge-request.ts';
import { rehearsalStage } from '../../contract/service.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ApiGatewayEvent, ApiMiddleware, Invocation } from './api-event.ts';

/** Judges an answered request against the objectives that it is an event of. */
export type JudgeRequest = (request: AnsweredRequest) => readonly SloEvent[];

export interface RequestMetricsOptions {
  readonly metrics: MetricsRecorder;
  readonly routeId: ServedRouteId;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly judge: JudgeRequest;
}

/**
 * Records every request once: outcome and duration of the invocation under the route's template, and its events of the
 * objectives, for which time counts from the request's arrival at the gateway.
 */
export const requestMetrics = ({ metrics, routeId, now, judge }: RequestMetricsOptions): ApiMiddleware => {
  const route = servedRoutes[routeId];
  const { method, path: endpoint } = route;
  const record = ({ event, internal, response }: Invocation) => {
    // When a later `after` throws, Middy runs every `onError`, this one included.
    if (internal.recorded || 'uncounted' in route) return;
    internal.recorded = true;
    const answeredAt = now();
    const startedAt = internal.startedAt ?? answeredAt;
    const durationMs = answeredAt - startedAt;
    // An event that is none has no time of arrival.
    const arrivedAt = (event as Partial<ApiGatewayEvent> | null)?.requestContext?.timeEpoch ?? startedAt;
    const status = response?.statusCode ?? 500;
    const outcome = status >= 400 ? 'error' : 'success';
    metrics.increment('order_service_requests_total', { method, endpoint, status: outcome });
    metrics.observe('order_service_request_duration_seconds', { method, endpoint }, durationMs / 1_000);
    const answered: AnsweredRequest = {
      routeId,
      status,
      code: internal.errorCode,
      durationMs: answeredAt - arrivedAt,
      replayed: response?.headers[headers.idempotentReplayed] !== undefined,
    };
    // No client waits for the answer of a rehearsal.
    if ((event as Partial<ApiGatewayEvent> | null)?.requestContext?.stage === rehearsalStage) return;
    for (const judged of judge(answered)) metrics.increment('slo_events_total', judged);
  };
  return {
    before: ({ internal }) => {
      internal.startedAt = now();
    },
    after: record,
    onError: record,
  };
};
