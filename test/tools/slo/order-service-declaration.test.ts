import { describe, expect, it } from 'vitest';
import { payOrderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { orderService } from '../../../tools/slo/order-service-declaration.ts';

describe('slow payments of a game day', () => {
  it('are made with methods that the API takes, each once', () => {
    const methods = [crypto.randomUUID(), crypto.randomUUID()].map(orderService.customers.slowPayment);
    for (const paymentMethod of methods)
      expect(payOrderSchema.safeParse({ paymentMethod }).success).toBe(true);
    expect(new Set(methods).size).toBe(2);
  });
});
