import type { EventHead, OrderSummaryTelemetry } from '../../app/ports/telemetry.ts';
import { traceparentPattern } from '../../contract/headers.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { countOrderEvent, orderValueInDollars } from './count-order-event.ts';

/** The correlation id and the trace are those of the request that caused the event. */
const fieldsOf = ({ eventId, type, schemaVersion, orderId, correlationId, traceparent }: EventHead) => {
  const traceId = traceparentPattern.exec(traceparent ?? '')?.[1];
  return {
    eventId,
    type,
    schemaVersion,
    orderId,
    ...(correlationId !== undefined && { correlationId }),
    ...(traceId !== undefined && { traceId }),
  };
};

/**
 * Log lines about the events of orders, and business metrics for CloudWatch.
 * @param metrics prints lines without counters: the totals contain these events already.
 * @param isBusiness whether business metrics count an event.
 */
export const createOrderSummaryTelemetry = (
  logger: Pick<ContextLogger, 'debug' | 'warn'>,
  metrics: MetricsRecorder,
  isBusiness: (event: OrderEvent) => boolean = () => true,
): OrderSummaryTelemetry => ({
  eventSummarized: (event) => logger.debug(logEvents.eventSummarized, fieldsOf(event)),
  eventCounted(event) {
    if (!isBusiness(event)) return;
    countOrderEvent(metrics, event);
    if (event.type !== 'order.created' || orderValueInDollars(event.data.total) !== undefined) return;
    const { currency } = event.data.total;
    logger.warn(logEvents.orderValueNotCounted, { ...fieldsOf(event), currency });
  },
  eventUnknown: (event) => logger.warn(logEvents.eventUnknown, fieldsOf(event)),
  eventEarly: (event) => logger.warn(logEvents.eventEarly, fieldsOf(event)),
});
