import type { CanaryTelemetry } from '../../app/ports/telemetry.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';

/** Counts canaries and logs the lost ones. */
export const createCanaryTelemetry = (
  logger: Pick<ContextLogger, 'warn' | 'error'>,
  metrics: MetricsRecorder,
): CanaryTelemetry => ({
  canaryJudged({ id, sentAt }, outcome) {
    metrics.increment('order_service_canary_total', { outcome });
    if (outcome === 'lost') logger.error(logEvents.canaryLost, { canaryId: id, sentAt });
  },
  canaryNotJudged: ({ id, sentAt }, error) =>
    logger.warn(logEvents.canaryNotJudged, { canaryId: id, sentAt, error }),
  canaryRefused: ({ id }, reason) => logger.warn(logEvents.canaryRefused, { canaryId: id, reason }),
  canaryUnknown: ({ id, sentAt }) => logger.warn(logEvents.canaryUnknown, { canaryId: id, sentAt }),
});
