import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderRepository } from '../../../../lib/app/ports/order-repository.ts';
import { anOrder } from '../../../builders/an-order.ts';

const options = { signal: new AbortController().signal };

/** What every OrderRepository does. @param create makes an empty one. */
export const orderRepositoryContract = (create: () => Promise<OrderRepository>): void => {
  describe('OrderRepository', () => {
    let orders: OrderRepository;
    beforeEach(async () => {
      orders = await create();
    });

    it('finds an order as it was inserted', async () => {
      await orders.insert(anOrder(), options);
      expect(await orders.find(anOrder().id, options)).toEqual(anOrder());
    });

    it('finds nothing under an id that it does not have', async () => {
      await orders.insert(anOrder(), options);
      expect(await orders.find('ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A6', options)).toBeUndefined();
    });

    it('refuses an id that it has, and keeps the order as it was', async () => {
      await orders.insert(anOrder(), options);
      await expect(orders.insert(anOrder({ customerId: 'mallory' }), options)).rejects.toThrow();
      expect(await orders.find(anOrder().id, options)).toEqual(anOrder());
    });

    it('lets one of many inserts of an id through', async () => {
      const customers = Array.from({ length: 10 }, (_, n) => `customer-${n}`);
      const inserts = customers.map((customerId) => orders.insert(anOrder({ customerId }), options));
      const results = await Promise.allSettled(inserts);
      const winners = customers.filter((_, n) => results[n]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect((await orders.find(anOrder().id, options))?.customerId).toBe(winners[0]);
    });

    it('gives every reader an order of their own', async () => {
      await orders.insert(anOrder(), options);
      const found = (await orders.find(anOrder().id, options)) as { status: string };
      found.status = 'shipped';
      expect(await orders.find(anOrder().id, options)).toEqual(anOrder());
    });

    it('keeps text in any script and the largest amounts', async () => {
      const total = { amount: Number.MAX_SAFE_INTEGER, currency: 'USD' } as const;
      const lines = [{ sku: 'TEA-001', name: 'Grüner Tee 緑茶 🍵', quantity: 999, unitPrice: total }];
      const order = anOrder({ lines, total });
      await orders.insert(order, options);
      expect(await orders.find(order.id, options)).toEqual(order);
    });
  });
};
