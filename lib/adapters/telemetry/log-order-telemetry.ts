import type { OrderTelemetry } from '../../app/ports/telemetry.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';

/**
 * Log lines about orders. Their metrics are counted from their events.
 * @param logger `bind` adds the order's id to the later log lines of the request.
 */
export const createOrderTelemetry = (logger: Pick<ContextLogger, 'bind' | 'info'>): OrderTelemetry => ({
  orderPlaced({ id, total, lines }) {
    logger.bind({ orderId: id });
    logger.info(logEvents.orderPlaced, { orderId: id, lines: lines.length, total });
  },
  orderChanged({ id, status, version, payment }) {
    logger.bind({ orderId: id });
    logger.info(logEvents.orderChanged, { orderId: id, status, version, payment: payment?.state });
  },
});
