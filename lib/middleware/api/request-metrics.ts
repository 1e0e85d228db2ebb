import { judgeRequest } from '../../contract/judge-request.ts';
import { type RouteId, routes } from '../../contract/routes.ts';
import type { MetricsRecorder } from '../../metrics/recording/metrics-recorder.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

export interface SliOptions {
  readonly metrics: MetricsRecorder;
  readonly routeId: RouteId;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Judges every request once: outcome and duration under the route's template, and the service's objectives. */
export const sli = ({ metrics, routeId, now }: SliOptions): ApiMiddleware => {
  const { method, path: endpoint } = routes[routeId];
  const sample = ({ internal, response }: Invocation) => {
    // A later `after` that throws makes Middy run every `onError`, this one included.
    if (internal.sampled) return;
    internal.sampled = true;
    const durationMs = now() - (internal.startedAt ?? now());
    const status = response?.statusCode ?? 500;
    const outcome = status >= 400 ? 'error' : 'success';
    metrics.increment('order_service_requests_total', { method, endpoint, status: outcome });
    metrics.observe('order_service_request_duration_seconds', { method, endpoint }, durationMs / 1_000);
    for (const event of judgeRequest({ routeId, status, code: internal.errorCode, durationMs })) {
      metrics.increment('slo_events_total', event);
    }
  };
  return {
    before: ({ internal }) => {
      internal.startedAt = now();
    },
    after: sample,
    onError: sample,
  };
};
