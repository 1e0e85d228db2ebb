import { type ServedRouteId, servedRoutes } from '../../contract/default-route.ts';
import { headers } from '../../contract/headers.ts';
import type { AnsweredRequest, SloEvent } from '../../contract/judge-request.ts';
import type { MetricsPublisher, MetricsRecorder } from '../../metrics/recorder.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

/** Judges an answered request against the objectives that it is an event of. */
export type JudgeRequest = (request: AnsweredRequest) => readonly SloEvent[];

export interface RequestMetricsOptions {
  readonly metrics: MetricsRecorder & MetricsPublisher;
  readonly routeId: ServedRouteId;
  /** Milliseconds. */
  readonly now: () => number;
  readonly judge: JudgeRequest;
}

/**
 * Records every request once: outcome and duration under the route's template, and its events of the objectives. Then
 * publishes the metrics of the invocation, however it ended.
 */
export const requestMetrics = ({ metrics, routeId, now, judge }: RequestMetricsOptions): ApiMiddleware => {
  const { method, path: endpoint } = servedRoutes[routeId];
  const record = ({ internal, response }: Invocation) => {
    // When a later `after` throws, Middy runs every `onError`, this one included.
    if (internal.recorded) return;
    internal.recorded = true;
    const durationMs = now() - (internal.startedAt ?? now());
    const status = response?.statusCode ?? 500;
    const outcome = status >= 400 ? 'error' : 'success';
    metrics.increment('order_service_requests_total', { method, endpoint, status: outcome });
    metrics.observe('order_service_request_duration_seconds', { method, endpoint }, durationMs / 1_000);
    // An answer that the service itself will know more about says when to ask again.
    const awaitsCustomer = status === 202 && response?.headers[headers.retryAfter] === undefined;
    for (const event of judge({ routeId, status, code: internal.errorCode, durationMs, awaitsCustomer })) {
      metrics.increment('slo_events_total', event);
    }
  };
  const recordAndPublish = (invocation: Invocation) => {
    record(invocation);
    const { correlationId } = invocation.internal;
    metrics.publish(correlationId === undefined ? {} : { correlationId });
  };
  return {
    before: ({ internal }) => {
      internal.startedAt = now();
    },
    after: recordAndPublish,
    onError: recordAndPublish,
  };
};
