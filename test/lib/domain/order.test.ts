import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Currency } from '../../../lib/domain/money.ts';
import { type NewOrder, type OrderLine, orderTotal, placeOrder } from '../../../lib/domain/order.ts';

const aLine = (facts: Partial<OrderLine> = {}): OrderLine => ({
  sku: 'TEA-001',
  name: 'Assam, 100 g',
  quantity: 2,
  unitPrice: { amount: 1_999, currency: 'USD' },
  ...facts,
});

const aNewOrder: NewOrder = {
  id: 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A5',
  customerId: 'alice',
  lines: [aLine(), aLine({ sku: 'CUP-001', quantity: 1, unitPrice: { amount: 2, currency: 'USD' } })],
  source: 'mobile',
  customerType: 'business',
  now: '2026-07-01T12:00:00.000Z',
  expiresAt: '2026-07-01T12:15:00.000Z',
};

describe('placeOrder', () => {
  const order = placeOrder(aNewOrder);

  it('makes a pending order in its first version', () => {
    expect(order).toMatchObject({ status: 'pending', version: 1, revision: 1 });
    expect(order.payment).toBeUndefined();
  });

  it('was created and updated now', () => {
    expect([order.createdAt, order.updatedAt]).toEqual([aNewOrder.now, aNewOrder.now]);
  });

  it('sums up price times quantity', () => {
    expect(order.total).toEqual({ amount: 4_000, currency: 'USD' });
  });

  it('keeps customer, lines, source and the time that it waits for the payment', () => {
    const { now: _, ...facts } = aNewOrder;
    expect(order).toMatchObject(facts);
  });

  it('has at least one line', () => {
    expect(() => placeOrder({ ...aNewOrder, lines: [] })).toThrow(RangeError);
  });
});

describe('orderTotal', () => {
  it('is exact for the largest order that the contract allows', () => {
    const lines = Array.from({ length: 45 }, () =>
      aLine({ quantity: 999, unitPrice: { amount: 100_000_000, currency: 'USD' } }),
    );
    expect(BigInt(orderTotal(lines).amount)).toBe(45n * 999n * 100_000_000n);
  });

  it('does not depend on the order of the lines', () => {
    const lines = fc.array(
      fc.record({ amount: fc.nat(100_000_000), quantity: fc.integer({ min: 1, max: 999 }) }),
      { minLength: 1, maxLength: 45 },
    );
    fc.assert(
      fc.property(lines, (facts) => {
        const forward = facts.map(({ amount, quantity }) =>
          aLine({ quantity, unitPrice: { amount, currency: 'USD' } }),
        );
        expect(orderTotal(forward)).toEqual(orderTotal(forward.toReversed()));
      }),
    );
  });

  it('refuses mixed currencies', () => {
    const foreign = aLine({ unitPrice: { amount: 1, currency: 'EUR' as Currency } });
    expect(() => orderTotal([aLine(), foreign])).toThrow(RangeError);
  });
});
