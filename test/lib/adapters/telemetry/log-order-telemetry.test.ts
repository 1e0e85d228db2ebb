import { describe, expect, it } from 'vitest';
import { createOrderTelemetry } from '../../../../lib/adapters/telemetry/log-order-telemetry.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

const telling = () => {
  const logger = createRecordingLogger();
  return { telemetry: createOrderTelemetry(logger), logger };
};

describe('createOrderTelemetry', () => {
  describe('when an order is placed', () => {
    it('logs the id of the order, without its items', () => {
      const { telemetry, logger } = telling();
      telemetry.orderPlaced(anOrder());
      expect(logger.lines).toEqual([
        {
          level: 'info',
          code: logEvents.orderPlaced.code,
          fields: { orderId: anOrder().id, lines: 1, total: { amount: 3_998, currency: 'USD' } },
          bound: { orderId: anOrder().id },
        },
      ]);
    });
  });

  describe('when an order has changed', () => {
    it('logs its status, version and payment under its id', () => {
      const { telemetry, logger } = telling();
      const payment = { attempt: 1, state: 'paid' } as const;
      telemetry.orderChanged(anOrder({ status: 'confirmed', version: 2, payment }));
      expect(logger.lines).toEqual([
        {
          level: 'info',
          code: logEvents.orderChanged.code,
          fields: { orderId: anOrder().id, status: 'confirmed', version: 2, payment: 'paid' },
          bound: { orderId: anOrder().id },
        },
      ]);
    });

    it('logs an order without a payment attempt as well', () => {
      const { telemetry, logger } = telling();
      telemetry.orderChanged(anOrder({ status: 'expired', version: 2 }));
      expect(logger.lines[0]?.fields).toMatchObject({ status: 'expired', version: 2, payment: undefined });
    });
  });
});
