import type { LogLine } from '../../../lib/metrics/aggregator.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';

/** An execution environment that counts and prints, as a function does. */
export const aCountingEnvironment = (
  env: string,
  { fn = 'create-order', now = Date.now }: { readonly fn?: string; readonly now?: () => number } = {},
) => {
  const counting = { fn, env, clock: now };
  const metrics = createMetricsRecorder({ service: 'order-service', namespace: 'OrderService', counting });
  return {
    metrics,
    /** Ends an invocation and takes what it printed. */
    printed(correlationId = 'correlation-1'): LogLine[] {
      const messages = metrics.take().map((part) => lineWithMetrics({ correlationId }, part));
      return messages.map((message) => ({ message, timestamp: now() }));
    },
  };
};
