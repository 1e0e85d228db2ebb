import type { Endpoint, HttpMethod } from '../contract/routes.ts';
import type { MetricsRecorder } from '../observability/metrics-recorder.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

export interface SliOptions {
  readonly metrics: MetricsRecorder;
  readonly method: HttpMethod;
  readonly endpoint: Endpoint;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Judges every request once: outcome and duration, under the route's template. */
export const sli = ({ metrics, method, endpoint, now }: SliOptions): ApiMiddleware => {
  const sample = ({ internal, response }: Invocation) => {
    // A later `after` that throws makes Middy run every `onError`, this one included.
    if (internal.sampled) return;
    internal.sampled = true;
    const seconds = (now() - (internal.startedAt ?? now())) / 1_000;
    const status = (response?.statusCode ?? 500) >= 400 ? 'error' : 'success';
    metrics.increment('order_service_requests_total', { method, endpoint, status });
    metrics.observe('order_service_request_duration_seconds', { method, endpoint }, seconds);
  };
  return {
    before: ({ internal }) => {
      internal.startedAt = now();
    },
    after: sample,
    onError: sample,
  };
};
