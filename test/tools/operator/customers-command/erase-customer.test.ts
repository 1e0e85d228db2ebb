import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoOrderStore } from '../../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { toAttemptItem, toRefundItem } from '../../../../lib/adapters/dynamodb/money-items.ts';
import { toOrderItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { createDynamoOrderSummaryStore } from '../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { aRefund } from '../../../builders/a-refund.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { orderLife } from '../../../builders/order-life.ts';
import { aCustomer, type Customer } from '../../../harness/customers/a-customer.ts';
import { erase, pseudonymsIn, theOnly, withClient } from '../../../harness/customers/erasing.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';
import { itemsOf, putItems } from '../../../harness/dynamodb/stored-items.ts';

describe('eraseCustomer', () => {
  let customer: Customer;
  const store = () => createDynamoOrderStore({ client: customer.orders.client, ...customer.tables });
  const summaryOf = (customerId: string) =>
    createDynamoOrderSummaryStore({ client: customer.orders.client, ...customer.tables }).findSummary(
      customerId,
      calmly,
    );
  const listed = async (customerId: string) =>
    (await store().listOrders({ customerId, limit: 100 }, calmly)).orders;

  beforeEach(async () => {
    customer = await aCustomer(emptyMemoryTables());
  });

  describe('when every order is at its end', () => {
    it('leaves the id in no item, and one pseudonym in its places', async () => {
      const counts = await erase(customer.customerTables);
      expect(counts).toEqual({ orders: 3, events: 11, summary: 3, replies: 1 });
      expect(JSON.stringify(await customer.everything())).not.toContain('alice');
      expect(await pseudonymsIn(customer)).toHaveLength(1);
    });

    it('keeps orders, events and sums as they were, apart from the id', async () => {
      const summary = await summaryOf('alice');
      const orders = await listed('alice');
      await erase(customer.customerTables);
      const pseudonym = theOnly(await pseudonymsIn(customer));
      expect(await listed('alice')).toEqual([]);
      expect(await listed(pseudonym)).toEqual(
        orders.map((order) => ({ ...order, customerId: pseudonym, revision: order.revision + 1 })),
      );
      expect(await summaryOf('alice')).toBeUndefined();
      expect(await summaryOf(pseudonym)).toEqual({ ...summary, customerId: pseudonym });
      for (const { order, batches } of customer.alices) {
        const expected = batches.map((batch) => ({
          ...batch,
          events: batch.events.map((event) => ({
            ...event,
            data: { ...event.data, customerId: pseudonym },
          })),
        }));
        expect(await store().findEvents(order.id, calmly)).toMatchObject(expected);
      }
    });

    it('changes no reservation, payment attempt or refund', async () => {
      const others = async () =>
        (await itemsOf(customer.orders)).filter(({ sk }) =>
          /^(?:RESERVATION|ATTEMPT|REFUND)/.test(String(sk)),
        );
      const before = await others();
      expect(before).toHaveLength(8);
      await erase(customer.customerTables);
      expect(await others()).toEqual(before);
    });

    it('lists the orders by status under the pseudonym', async () => {
      await erase(customer.customerTables);
      const customerId = theOnly(await pseudonymsIn(customer));
      const page = await store().listOrders({ customerId, status: 'delivered', limit: 10 }, calmly);
      expect(page.orders.map(({ id }) => id)).toEqual([orderIdOf(0)]);
    });

    it('changes nothing of other customers', async () => {
      const ofBob = async () =>
        (await customer.everything()).filter((item) => JSON.stringify(item).includes(customer.bobs.order.id));
      const before = [await ofBob(), await summaryOf('bob')];
      await erase(customer.customerTables);
      expect([await ofBob(), await summaryOf('bob')]).toEqual(before);
    });

    it('keeps the record of a request, with the answer about an order of another customer', async () => {
      await erase(customer.customerTables);
      const { recordId, fingerprint, expiresAt } = customer.record;
      const record = await store().findRecord(recordId, calmly);
      expect(record).toMatchObject({ recordId, fingerprint, expiresAt, state: 'completed' });
      const response = record?.state === 'completed' ? record.response : undefined;
      expect(response?.statusCode).toBe(404);
      expect(JSON.parse(response?.body ?? '')).toMatchObject({ error: { code: 'ORD-001' } });
      expect(response?.body).not.toContain('ord_');
    });

    it('counts no event twice that is delivered again under the former id', async () => {
      await erase(customer.customerTables);
      const before = await customer.everything();
      await customer.deliver(...customer.alices.flatMap(({ events }) => events));
      expect(await customer.everything()).toEqual(before);
    });

    it('summarizes later events of an order under the pseudonym', async () => {
      await erase(customer.customerTables);
      const customerId = theOnly(await pseudonymsIn(customer));
      const before = await summaryOf(customerId);
      const { order, batches, events } = orderLife({ id: orderIdOf(0), customerId }, [
        'decline',
        'confirm',
        'ship',
        'deliver',
        'refund',
      ]);
      await customer.commit(batches.slice(-1));
      await customer.deliver(...events.slice(-1));
      const refunded = order.refunds?.succeeded?.amount ?? 0;
      expect(refunded).toBeGreaterThan(0);
      const sums = before?.amounts.map((each) => ({ ...each, refunded: each.refunded + refunded }));
      expect(await summaryOf(customerId)).toMatchObject({ orders: before?.orders, amounts: sums });
    });
  });

  it('only counts in a dry run', async () => {
    const before = await customer.everything();
    expect(await erase(customer.customerTables, { dryRun: true })).toEqual({
      orders: 3,
      events: 11,
      summary: 3,
      replies: 1,
    });
    expect(await customer.everything()).toEqual(before);
  });

  it.each(['carol', 'ali'])('refuses the unknown customer %s', async (customerId) => {
    const before = await customer.everything();
    await expect(erase(customer.customerTables, { customerId })).rejects.toThrow(/Nothing is kept/);
    expect(await customer.everything()).toEqual(before);
  });

  describe('when something has to end first', () => {
    const refused = async (message: RegExp) => {
      const before = await customer.everything();
      await expect(erase(customer.customerTables)).rejects.toThrow(message);
      await expect(erase(customer.customerTables, { dryRun: true })).rejects.toThrow(message);
      expect(await customer.everything()).toEqual(before);
    };
    const id = orderIdOf(0);

    it.each([
      ['pending', []],
      ['confirmed', ['confirm']],
      ['shipped', ['confirm', 'ship']],
    ] as const)('names an order that is %s', async (status, steps) => {
      await customer.placed(50, steps);
      await refused(new RegExp(`${orderIdOf(50)}: status is ${status}`));
    });

    it('names a payment without an outcome', async () => {
      const order = anOrder({ id, status: 'expired', payment: { attempt: 1, state: 'unknown' } });
      await putItems(customer.orders, [
        toOrderItem(order),
        toAttemptItem(aPaymentAttempt({ orderId: id, state: 'unknown' })),
      ]);
      await refused(/payment 1 has no outcome[\s\S]*attempt 1 is unknown/);
    });

    it.each(['due', 'requested', 'failed'] as const)('names a refund that is %s', async (state) => {
      await putItems(customer.orders, [toRefundItem(aRefund({ orderId: id, state }))]);
      await refused(new RegExp(`${id}: refund 1 is ${state}`));
    });

    it('names an attempt that waits for an operator', async () => {
      const attention = { reason: 'unknown_to_gateway', since: '2026-07-01T13:00:00.000Z' } as const;
      const attempt = aPaymentAttempt({ orderId: id, state: 'succeeded', attention });
      await putItems(customer.orders, [toAttemptItem(attempt)]);
      await refused(/attempt 1 is unknown_to_gateway/);
    });

    it('names events that are not delivered', async () => {
      const { order, batches } = orderLife({ id: orderIdOf(51) }, ['expire']);
      await putItems(customer.orders, [toOrderItem(order)]);
      await customer.commit(batches);
      await refused(/events of version 1 are not delivered[\s\S]*events of version 2 are not delivered/);
    });

    it('names an order that it cannot read', async () => {
      await putItems(customer.orders, [{ ...toOrderItem(anOrder({ id })), status: 'lost' }]);
      await refused(new RegExp(`${id}: unreadable`));
    });
  });

  it('reads an order again that has changed since it was read', async () => {
    let changes = 0;
    const { client } = customer.orders;
    const send = async (...call: Parameters<typeof client.send>) => {
      if (call[0].constructor.name === 'TransactWriteCommand' && changes === 0) {
        changes += 1;
        const item = theOnly(
          (await itemsOf(customer.orders)).filter(
            ({ pk, sk }) => pk === `ORDER#${orderIdOf(2)}` && sk === 'ORDER',
          ),
        );
        await putItems(customer.orders, [{ ...item, revision: Number(item['revision']) + 1, note: 'new' }]);
      }
      return client.send(...call);
    };
    await erase(withClient(customer.customerTables, { ...client, send: send as typeof client.send }));
    expect(changes).toBe(1);
    const pseudonym = theOnly(await pseudonymsIn(customer));
    expect(await store().findOrder(orderIdOf(2), calmly)).toMatchObject({
      customerId: pseudonym,
      note: 'new',
    });
  });
});
