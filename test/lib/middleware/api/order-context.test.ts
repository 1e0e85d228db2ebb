import { describe, expect, it } from 'vitest';
import { orderContext } from '../../../../lib/middleware/api/order-context.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

const boundOf = (orderId: string) => {
  const logger = createRecordingLogger();
  orderContext({ logger }).before?.(anInvocation(anApiEvent('get-order', { path: { orderId } })));
  return logger.bound();
};

describe('orderContext', () => {
  it('binds the order of the path', () => {
    const { id } = anOrder();
    expect(boundOf(id)).toEqual({ orderId: id });
  });

  it.each(['', 'ord_1', 'Jane Canary', '\r\n{"orderId":"ord_2"}'])(
    'does not bind %j, which is not an order id',
    (id) => {
      expect(boundOf(id)).toEqual({});
    },
  );
});
