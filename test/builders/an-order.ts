import { type Order, placeOrder } from '../../lib/domain/order.ts';

/** An order that a test says only the interesting things about. */
export const anOrder = (facts: Partial<Order> = {}): Order => ({
  ...placeOrder({
    id: 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A5',
    customerId: 'alice',
    lines: [
      {
        sku: 'TEA-001',
        name: 'Assam, 100 g',
        quantity: 2,
        unitPrice: { amount: 1_999, currency: 'USD' },
      },
    ],
    source: 'web',
    customerType: 'standard',
    now: '2026-07-01T12:00:00.000Z',
    expiresAt: '2026-07-01T12:15:00.000Z',
  }),
  ...facts,
});
