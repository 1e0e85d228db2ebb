import { describe, expect, it } from 'vitest';
import { maxPaymentAttempts } from '../../../../lib/contract/limits.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { aCaller } from '../../../builders/a-caller.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { times } from '../../../harness/shop/environment.ts';
import { createShop } from '../../../harness/shop/shop.ts';

const withTries = async (triesPerHour?: number) => {
  const shop = await createShop();
  const environment = shop.environment(undefined, triesPerHour === undefined ? {} : { triesPerHour });
  const decline = (id: string, n: number) =>
    environment.pay(id, `pay-${id}-${n}`, methods.declined).catch((error) => error);
  const numberOf = async (id: string) => (await shop.orders.listAttempts(id, calmly)).length;
  return { shop, environment, decline, numberOf };
};

describe('testing cards', () => {
  it('ends after ten attempts to pay one order, until the order expires', async () => {
    const { shop, environment, decline, numberOf } = await withTries();
    const { order } = await environment.place('place');
    for (let n = 1; n <= maxPaymentAttempts; n += 1) {
      expect(await decline(order.id, n)).toMatchObject({ code: 'ORD-005' });
    }
    const before = await shop.eventsOf(order.id);
    shop.advance(100_000);
    expect(await decline(order.id, 11)).toMatchObject({
      code: 'PAY-001',
      status: 429,
      retryAfterSeconds: (times.paymentWindowMs - 100_000) / 1_000,
    });
    expect(await numberOf(order.id)).toBe(10);
    expect(await shop.eventsOf(order.id)).toEqual(before);
  });

  it('ends after as many attempts of a customer within an hour as the deployment allows', async () => {
    const { shop, environment, decline, numberOf } = await withTries(2);
    const [first, second] = [await environment.place('one'), await environment.place('two')];
    await decline(first.order.id, 1);
    await decline(second.order.id, 1);
    const refused = await decline(second.order.id, 2);
    expect(refused).toMatchObject({ code: 'PAY-001', retryAfterSeconds: 3_600 });
    expect(await numberOf(second.order.id)).toBe(1);
    expect(await shop.orders.findRecord(`pay-${second.order.id}-2`, calmly)).toBeUndefined();
  });

  it('lets the same key pay in the next hour', async () => {
    const { shop, environment, decline } = await withTries(1);
    shop.advance(3_000_000);
    const { order: first } = await environment.place('one');
    await decline(first.id, 1);
    const { order } = await environment.place('two');
    expect(await decline(order.id, 1)).toMatchObject({ code: 'PAY-001', retryAfterSeconds: 600 });
    shop.advance(600_000);
    const again = await environment
      .pay(order.id, `pay-${order.id}-1`, methods.succeeds)
      .catch(({ code }) => code);
    expect(again).toMatchObject({ statusCode: 200 });
  });

  it('has no limit for business customers', async () => {
    const { environment } = await withTries(1);
    const caller = aCaller({ customerType: 'business' });
    for (const key of ['one', 'two', 'three']) {
      const { order } = await environment.place(key, { caller });
      expect((await environment.pay(order.id, `pay-${key}`)).statusCode).toBe(200);
    }
  });

  it('is not counted for an order that is paid already, or whose payment is not decided', async () => {
    const { environment } = await withTries(1);
    const { order } = await environment.place('one');
    await environment.pay(order.id, 'pay-1', methods.timeoutAfterCharge);
    expect((await environment.pay(order.id, 'pay-2')).statusCode).toBe(202);
  });
});
