import { describe, expect, it } from 'vitest';
import { customerSummarySchema } from '../../../lib/contract/schemas/customer-summary-schema.ts';
import { orderStatuses } from '../../../lib/domain/order-status.ts';
import { presentCustomerSummary } from '../../../lib/presenters/present-customer-summary.ts';

const none = { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 };

describe('presentCustomerSummary', () => {
  it('adds up the orders, and states each amount with its currency', () => {
    const summary = {
      customerId: 'alice',
      orders: { pending: 1, confirmed: 2, shipped: 4, delivered: 8, cancelled: 16, expired: 32 },
      amounts: [{ currency: 'USD', ordered: 300, paid: 200, refunded: 100 } as const],
      paymentFailures: 3,
      lastOrderAt: '2026-07-01T12:00:00.000Z',
      updatedAt: '2026-07-01T12:00:01.000Z',
    };
    const presented = presentCustomerSummary(summary);
    expect(presented).toEqual({
      ...summary,
      orders: { total: 63, ...summary.orders },
      amounts: [
        {
          ordered: { amount: 300, currency: 'USD' },
          paid: { amount: 200, currency: 'USD' },
          refunded: { amount: 100, currency: 'USD' },
        },
      ],
    });
    expect(customerSummarySchema.parse(presented)).toEqual(presented);
  });

  it('contains zeroes for a customer without orders', () => {
    const presented = presentCustomerSummary({
      customerId: 'bob',
      orders: none,
      amounts: [],
      paymentFailures: 0,
      lastOrderAt: undefined,
    });
    expect(JSON.stringify(presented)).toBe(
      JSON.stringify({ customerId: 'bob', orders: { total: 0, ...none }, amounts: [], paymentFailures: 0 }),
    );
    expect(customerSummarySchema.parse(presented)).toEqual(presented);
  });

  it('counts exactly the statuses of the lifecycle', () => {
    expect(Object.keys(customerSummarySchema.shape.orders.shape)).toEqual(['total', ...orderStatuses]);
  });
});
