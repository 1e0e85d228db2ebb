import type { MetricsPublisher } from '../../metrics/recording/metrics-recorder.ts';
import type { ApiMiddleware, Invocation } from './api-event.ts';

/** Publishes what the invocation has recorded, however it ends. */
export const metricsFlush = ({ metrics }: { readonly metrics: MetricsPublisher }): ApiMiddleware => {
  const flush = ({ internal: { correlationId } }: Invocation) =>
    metrics.publish(correlationId === undefined ? {} : { correlationId });
  return { after: flush, onError: flush };
};
