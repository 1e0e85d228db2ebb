import type { NoticeResult } from '../../app/ports/payment-notice.ts';
import type { MetricsRecorder } from '../../metrics/recorder.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';

/** Logs and counts webhooks of the payment gateway. What was refused is logged as a request. */
export const createNoticeTelemetry =
  (logger: Pick<ContextLogger, 'info'>, metrics: MetricsRecorder) =>
  ({ outcome, notice, orderId }: NoticeResult): void => {
    metrics.increment('order_service_webhooks_total', { outcome });
    if (!notice) return;
    const { id: eventId, type, about } = notice;
    logger.info(logEvents.noticeReceived, { eventId, type, outcome, orderId, intentId: about?.intentId });
  };
