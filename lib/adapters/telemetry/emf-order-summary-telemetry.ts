import type { EventHead, OrderSummaryTelemetry } from '../../app/ports/telemetry.ts';
import type { MetricLabels } from '../../contract/metrics.ts';
import type { OrderEvent, OrderEventType } from '../../domain/order-event.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';

type ProcessedStatus = MetricLabels<'order_service_orders_processed_total'>['status'];

/** The order's status after an event. */
const reached: Partial<Record<OrderEventType, ProcessedStatus>> = {
  'order.confirmed': 'confirmed',
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
  'order.cancelled': 'cancelled',
  'order.expired': 'expired',
};

/** Seconds since the order was placed; at least 0, because the clocks of two environments can differ. */
const processingSeconds = ({ occurredAt, data: { createdAt } }: OrderEvent): number =>
  Math.max(0, Date.parse(occurredAt) - Date.parse(createdAt)) / 1_000;

/** The correlation id is that of the request that caused the event. */
const fieldsOf = ({ eventId, type, schemaVersion, orderId, correlationId }: EventHead) => ({
  eventId,
  type,
  schemaVersion,
  orderId,
  ...(correlationId !== undefined && { correlationId }),
});

/** Metrics of processed orders and log lines about their events. */
export const createOrderSummaryTelemetry = (
  logger: Pick<ContextLogger, 'info' | 'warn'>,
  metrics: MetricsRecorder,
): OrderSummaryTelemetry => ({
  eventSummarized(event) {
    logger.info(logEvents.eventSummarized, fieldsOf(event));
    const status = reached[event.type];
    if (status) metrics.increment('order_service_orders_processed_total', { status });
    if (status === 'delivered') metrics.observe('order_processing_seconds', {}, processingSeconds(event));
  },
  eventUnknown: (event) => logger.warn(logEvents.eventUnknown, fieldsOf(event)),
  eventEarly: (event) => logger.warn(logEvents.eventEarly, fieldsOf(event)),
});
