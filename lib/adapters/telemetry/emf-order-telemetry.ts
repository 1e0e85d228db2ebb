import type { OrderTelemetry } from '../../app/ports/telemetry.ts';
import { majorUnits } from '../../domain/money.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';

/**
 * Business metrics and log lines about orders.
 * @param logger `bind` adds the order's id to the later log lines of the request.
 */
export const createOrderTelemetry = (
  logger: Pick<ContextLogger, 'bind' | 'info'>,
  metrics: MetricsRecorder,
): OrderTelemetry => ({
  orderPlaced({ id, source, customerType, total, lines }) {
    logger.bind({ orderId: id });
    logger.info(logEvents.orderPlaced, { orderId: id, lines: lines.length, total });
    metrics.increment('orders_created_total', { source, customer_type: customerType });
    metrics.observe('order_value_dollars', {}, majorUnits(total));
  },
  orderChanged({ id, status, version, payment }) {
    logger.bind({ orderId: id });
    logger.info(logEvents.orderChanged, { orderId: id, status, version, payment: payment?.state });
  },
});
