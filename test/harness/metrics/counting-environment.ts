import type { LogLine } from '../../../lib/metrics/aggregator.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';

/** An execution environment that counts and prints, as a function does. */
export const aCountingEnvironment = (
  env: string,
  { fn = 'create-order', now = Date.now }: { readonly fn?: string; readonly now?: () => number } = {},
) => {
  const lines: string[] = [];
  const metrics = createMetricsRecorder(
    { service: 'order-service', namespace: 'OrderService', counting: { fn, env, clock: now } },
    (line) => lines.push(line),
  );
  return {
    metrics,
    /** Ends an invocation and takes what it printed. */
    printed(correlationId = 'correlation-1'): LogLine[] {
      metrics.publish({ correlationId });
      return lines.splice(0).map((message) => ({ message, timestamp: now() }));
    },
  };
};
