import type { PublishingTelemetry } from '../../app/ports/telemetry.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';

/** Metrics and log lines about the publication of events. */
export const createPublishingTelemetry = (
  logger: Pick<ContextLogger, 'warn' | 'error'>,
  metrics: MetricsRecorder,
): PublishingTelemetry => ({
  eventAccepted({ repeated }) {
    const outcome = repeated ? 'repeated' : 'accepted';
    metrics.increment('order_service_events_published_total', { outcome });
  },
  eventFailed(event) {
    metrics.increment('order_service_events_published_total', { outcome: 'failed' });
    logger.warn(logEvents.eventNotAccepted, event);
  },
  eventPublished(delayMs) {
    // The clocks of two environments can differ.
    metrics.observe('order_service_event_publish_delay_seconds', {}, Math.max(0, delayMs) / 1_000);
  },
  freshnessJudged(outcome, events) {
    metrics.increment('slo_events_total', { slo: 'event-freshness', outcome }, events);
  },
  orderQuarantined(order) {
    metrics.increment('order_service_orders_quarantined_total', {});
    logger.error(logEvents.orderQuarantined, order);
  },
  orderFailed(orderId, error) {
    logger.error(logEvents.orderNotPublished, { orderId, error });
  },
});
