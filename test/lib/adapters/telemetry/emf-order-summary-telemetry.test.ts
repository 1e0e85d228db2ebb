import { describe, expect, it } from 'vitest';
import { createOrderSummaryTelemetry } from '../../../../lib/adapters/telemetry/emf-order-summary-telemetry.ts';
import type { Currency } from '../../../../lib/domain/money.ts';
import type { OrderEvent } from '../../../../lib/domain/order-event.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { type LifeStep, orderLife } from '../../../builders/order-life.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const telling = () => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  return { telemetry: createOrderSummaryTelemetry(logger, metrics), logger, metrics };
};

const lastEvent = (...steps: LifeStep[]): OrderEvent => {
  const event = orderLife({}, steps).events.at(-1);
  if (!event) throw new Error('an order has an event');
  return event;
};

const processed = (status: string) => ({
  name: 'order_service_orders_processed_total',
  labels: { status },
  value: 1,
});

const pending = (change: string) => ({
  name: 'order_service_pending_changes_total',
  labels: { change },
  value: 1,
});

describe('createOrderSummaryTelemetry', () => {
  describe('when an event is counted', () => {
    it('counts a placed order by source and kind of customer, and measures its value in dollars', () => {
      const { telemetry, metrics } = telling();
      const [created] = orderLife({ source: 'mobile', customerType: 'business' }, []).events;
      if (created) telemetry.eventCounted(created);
      expect(metrics.recorded()).toEqual([
        { name: 'orders_created_total', labels: { source: 'mobile', customer_type: 'business' }, value: 1 },
        { name: 'order_value_dollars', labels: {}, value: 39.98 },
        pending('entered'),
      ]);
    });

    it('counts an order in another currency without a value in dollars, and names the currency', () => {
      const { telemetry, logger, metrics } = telling();
      const [created] = orderLife({}, []).events;
      if (created?.type !== 'order.created') throw new Error('the first event is order.created');
      const total = { amount: 1_999, currency: 'EUR' as Currency };
      telemetry.eventCounted({ ...created, data: { ...created.data, total } });
      expect(metrics.recorded()).toMatchObject([
        { name: 'orders_created_total' },
        { name: 'order_service_pending_changes_total' },
      ]);
      expect(logger.lines).toMatchObject([
        { level: 'warn', code: logEvents.orderValueNotCounted.code, fields: { currency: 'EUR' } },
      ]);
    });

    it.each<[string, LifeStep[], object[]]>([
      ['confirmed', ['confirm'], [pending('left')]],
      ['shipped', ['confirm', 'ship'], []],
      ['cancelled', ['cancel'], [pending('left')]],
      ['cancelled', ['confirm', 'cancel'], []],
      ['expired', ['expire'], [pending('left')]],
    ])('counts an order that is %s after %j', (status, steps, changes) => {
      const { telemetry, metrics } = telling();
      telemetry.eventCounted(lastEvent(...steps));
      expect(metrics.recorded()).toEqual([...changes, processed(status)]);
    });

    it('measures the seconds from placing to delivery', () => {
      const { telemetry, metrics } = telling();
      const occurredAt = '2026-07-03T12:00:00.500Z';
      telemetry.eventCounted({ ...lastEvent('confirm', 'ship', 'deliver'), occurredAt });
      expect(metrics.recorded()).toEqual([
        processed('delivered'),
        { name: 'order_processing_seconds', labels: {}, value: 2 * 86_400 + 0.5 },
      ]);
    });

    it('measures at least 0 seconds when clocks differ', () => {
      const { telemetry, metrics } = telling();
      const occurredAt = '2026-07-01T11:59:59.000Z';
      telemetry.eventCounted({ ...lastEvent('confirm', 'ship', 'deliver'), occurredAt });
      expect(metrics.recorded().at(-1)).toMatchObject({ name: 'order_processing_seconds', value: 0 });
    });

    it.each<LifeStep[][]>([[['decline']]])('counts nothing after %j', (steps) => {
      const { telemetry, metrics } = telling();
      telemetry.eventCounted(lastEvent(...steps));
      expect(metrics.recorded()).toEqual([]);
    });
  });

  describe('when an event is summarized', () => {
    it('logs it under the correlation id of the request that it came from', () => {
      const { telemetry, logger } = telling();
      telemetry.eventSummarized(lastEvent());
      const fields = {
        eventId: `${anOrder().id}:1:1`,
        type: 'order.created',
        schemaVersion: 1,
        orderId: anOrder().id,
        correlationId: 'correlation-1',
      };
      expect(logger.lines).toEqual([
        { level: 'debug', code: logEvents.eventSummarized.code, fields, bound: {} },
      ]);
    });
  });

  const head = {
    eventId: 'ord_1:3:1',
    type: 'order.new',
    schemaVersion: 2,
    orderId: 'ord_1',
    orderVersion: 3,
  };

  it('warns of an event that is not known, and counts nothing', () => {
    const { telemetry, logger, metrics } = telling();
    telemetry.eventUnknown(head);
    expect(logger.lines).toMatchObject([
      {
        level: 'warn',
        code: logEvents.eventUnknown.code,
        fields: { eventId: 'ord_1:3:1', type: 'order.new', schemaVersion: 2 },
      },
    ]);
    expect(logger.lines[0]?.fields).not.toHaveProperty('correlationId');
    expect(metrics.recorded()).toEqual([]);
  });

  it('warns of an event that is early, and counts nothing', () => {
    const { telemetry, logger, metrics } = telling();
    telemetry.eventEarly(head);
    expect(logger.lines).toMatchObject([
      { level: 'warn', code: logEvents.eventEarly.code, fields: { eventId: 'ord_1:3:1' } },
    ]);
    expect(metrics.recorded()).toEqual([]);
  });
});
