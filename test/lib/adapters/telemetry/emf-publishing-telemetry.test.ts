import { describe, expect, it } from 'vitest';
import { createPublishingTelemetry } from '../../../../lib/adapters/telemetry/emf-publishing-telemetry.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const { id: orderId } = anOrder();

const telling = () => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  return { telemetry: createPublishingTelemetry(logger, metrics), lines: logger.lines, metrics };
};

describe('createPublishingTelemetry', () => {
  it('counts accepted events, and repeated ones apart', () => {
    const { telemetry, metrics } = telling();
    telemetry.eventAccepted({ repeated: false });
    telemetry.eventAccepted({ repeated: true });
    expect(metrics.recorded().map(({ name, labels }) => [name, labels])).toEqual([
      ['order_service_events_published_total', { outcome: 'accepted' }],
      ['order_service_events_published_total', { outcome: 'repeated' }],
    ]);
  });

  it('counts and logs the events that the bus rejects', () => {
    const { telemetry, metrics, lines } = telling();
    const event = { orderId, eventId: `${orderId}:1:1`, code: 'ThrottlingException' };
    telemetry.eventFailed(event);
    expect(metrics.recorded()).toEqual([
      { name: 'order_service_events_published_total', labels: { outcome: 'failed' }, value: 1 },
    ]);
    expect(lines).toEqual([
      { level: 'warn', code: logEvents.eventNotAccepted.code, fields: event, bound: {} },
    ]);
  });

  it('measures delays in seconds, and none below zero', () => {
    const { telemetry, metrics } = telling();
    telemetry.eventPublished(1_250);
    telemetry.eventPublished(-3);
    expect(metrics.recorded().map(({ name, value }) => [name, value])).toEqual([
      ['order_service_event_publish_delay_seconds', 1.25],
      ['order_service_event_publish_delay_seconds', 0],
    ]);
  });

  it('counts judgements for the objective of freshness', () => {
    const { telemetry, metrics } = telling();
    telemetry.freshnessJudged('bad', 3);
    const labels = { slo: 'event-freshness', outcome: 'bad' };
    expect(metrics.recorded()).toEqual([{ name: 'slo_events_total', labels, value: 3 }]);
  });

  it('counts quarantines and logs them for operators', () => {
    const { telemetry, metrics, lines } = telling();
    const order = { orderId, reason: 'refused', lastFailure: 'MalformedDetail' } as const;
    telemetry.orderQuarantined(order);
    expect(metrics.recorded()).toEqual([
      { name: 'order_service_orders_quarantined_total', labels: {}, value: 1 },
    ]);
    expect(lines).toMatchObject([{ level: 'error', code: logEvents.orderQuarantined.code, fields: order }]);
  });

  it('logs an order whose events could not be published', () => {
    const { telemetry, metrics, lines } = telling();
    telemetry.orderFailed(orderId, new Error('broken'));
    expect(lines).toMatchObject([
      { level: 'error', code: logEvents.orderNotPublished.code, fields: { orderId } },
    ]);
    expect(metrics.recorded()).toEqual([]);
  });
});
