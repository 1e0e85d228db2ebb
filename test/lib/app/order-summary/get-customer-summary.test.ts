import { describe, expect, it } from 'vitest';
import { getCustomerSummary } from '../../../../lib/app/order-summary/get-customer-summary.ts';
import { aCaller } from '../../../builders/a-caller.ts';
import { orderLife } from '../../../builders/order-life.ts';
import { aConsumer } from '../../../harness/order-summary/a-consumer.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

describe('getCustomerSummary', () => {
  const asked = async (id: string) => {
    const { summaries, deliver, summaryOf } = aConsumer();
    for (const event of orderLife({}, ['confirm']).events) await deliver(event);
    const summary = await getCustomerSummary({ store: summaries })({ caller: aCaller({ id }) }, calmly);
    return { summary, stored: await summaryOf(id) };
  };

  it('is the caller’s', async () => {
    const { summary, stored } = await asked('alice');
    expect(stored).toMatchObject({ orders: { confirmed: 1 } });
    expect(summary).toEqual(stored);
  });

  it('is empty, not missing, for a customer without orders', async () => {
    expect((await asked('bob')).summary).toEqual({
      customerId: 'bob',
      orders: { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 },
      amounts: [],
      paymentFailures: 0,
    });
  });
});
