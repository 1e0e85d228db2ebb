import { describe, expect, it } from 'vitest';
import { getOrder } from '../../../lib/app/get-order.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import { aCall } from '../../builders/a-call.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';
import { anOrder } from '../../builders/an-order.ts';

const options = aCall();

/** A store that holds one order and remembers what it was asked for. */
const setUp = () => {
  const asked: string[] = [];
  const store: Pick<OrderStore, 'findOrder'> = {
    async findOrder(orderId) {
      asked.push(orderId);
      return orderId === anOrder().id ? anOrder() : undefined;
    },
  };
  return { get: getOrder({ store }), asked };
};

const unknownId = 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A6';

describe('getOrder', () => {
  it('answers the caller’s own order', async () => {
    expect(await setUp().get({ caller: aCaller(), orderId: anOrder().id }, options)).toEqual(anOrder());
  });

  it('returns the order of any customer to an admin', async () => {
    expect(await setUp().get({ caller: anAdmin(), orderId: anOrder().id }, options)).toEqual(anOrder());
  });

  it('answers another customer’s order exactly as one that does not exist', async () => {
    const { get } = setUp();
    const mallory = aCaller({ id: 'mallory' });
    const refused = { code: 'ORD-001', status: 404 };
    await expect(get({ caller: mallory, orderId: anOrder().id }, options)).rejects.toMatchObject({
      ...refused,
      details: { orderId: anOrder().id },
    });
    await expect(get({ caller: mallory, orderId: unknownId }, options)).rejects.toMatchObject({
      ...refused,
      details: { orderId: unknownId },
    });
  });

  it.each(['ord_1', '', '../orders', anOrder().id.toLowerCase(), 'x'.repeat(10_000)])(
    'does not ask the store for %j, which is no order id',
    async (orderId) => {
      const { get, asked } = setUp();
      await expect(get({ caller: anAdmin(), orderId }, options)).rejects.toMatchObject({ code: 'ORD-001' });
      expect(asked).toEqual([]);
    },
  );
});
