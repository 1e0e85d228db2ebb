import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../lib/adapters/dynamodb/event-item.ts';
import { toRecordItem } from '../../../../lib/adapters/dynamodb/idempotency-item.ts';
import {
  attemptKey,
  orderKey,
  recordKey,
  reservationKey,
  stockKey,
} from '../../../../lib/adapters/dynamodb/keys.ts';
import { toAttemptItem } from '../../../../lib/adapters/dynamodb/money-items.ts';
import { toOrderItem, toReservationItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import type { DueWork, OrderCommit } from '../../../../lib/app/ports/order-store.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { aPlacement } from '../../../builders/a-placement.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { aReservation } from '../../../builders/a-reservation.ts';
import { aStockLevel } from '../../../builders/a-stock-level.ts';
import { aCompletedRecord } from '../../../builders/an-idempotency-record.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { type EmbeddedShop, useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';
import { orderStoreContract } from '../../app/ports/order-store.contract.ts';

const emptyShop = useEmbeddedShop();

orderStoreContract(emptyShop);

describe('the DynamoDB OrderStore', () => {
  const { id } = anOrder();
  const now = anOrder().createdAt;
  const level = aStockLevel({ available: 5 });
  const whole: OrderCommit = {
    ...aPlacement(),
    attempt: { next: aPaymentAttempt() },
    idempotency: { record: aCompletedRecord(), now },
  };

  let shop: EmbeddedShop;
  beforeEach(async () => {
    shop = await emptyShop();
  });
  const commit = (changes: OrderCommit) => shop.orders.commit(changes, calmly);
  const put = (TableName: string, Item: Record<string, unknown>) =>
    shop.client.send(new PutCommand({ TableName, Item }), calmly);
  const itemsOf = async (TableName: string) =>
    (await shop.client.send(new ScanCommand({ TableName }), calmly)).Items ?? [];
  const keysOf = async (tableName: string) =>
    (await itemsOf(tableName)).map(({ pk, sk }) => `${pk} ${sk}`).sort();

  it('writes one item for each part of a command', async () => {
    await shop.products.create(aProduct(), calmly);
    await commit(whole);
    expect(await keysOf(shop.ordersTable)).toEqual([
      'IDEM#record-1 IDEM',
      `ORDER#${id} ATTEMPT#000001`,
      `ORDER#${id} ORDER`,
      `ORDER#${id} RESERVATION`,
      'PRODUCT#TEA-001 PRODUCT',
      'PRODUCT#TEA-001 STOCK#0000',
    ]);
    expect(await keysOf(shop.eventsTable)).toEqual([`ORDER#${id} EVENT#0000000001`]);
  });

  it('has an item in the index of due work only while there is work', async () => {
    await commit({ ...whole, take: [] });
    const order = { next: anOrder({ status: 'cancelled', revision: 2 }), expectedRevision: 1 };
    const expected = { state: 'in_flight', leaseOwner: 'request-1' } as const;
    const attempt = { next: aPaymentAttempt({ state: 'not_charged' }), expected };
    const due = async () => {
      const items = await itemsOf(shop.ordersTable);
      return items
        .filter((item) => 'gsi2pk' in item || 'gsi2sk' in item)
        .map(({ sk, gsi2sk }) => [sk, gsi2sk]);
    };
    expect((await due()).sort()).toEqual([
      ['ATTEMPT#000001', aPaymentAttempt().leaseUntil],
      ['ORDER', anOrder().expiresAt],
    ]);
    expect(await commit({ order, attempt })).toEqual([]);
    expect(await due()).toEqual([]);
  });

  it('expires a record six hours after its window', async () => {
    await commit({ idempotency: { record: aCompletedRecord(), now } });
    const [item] = await itemsOf(shop.ordersTable);
    expect(item?.['ttl']).toBe(Date.parse('2026-07-02T18:00:00.000Z') / 1_000);
  });

  it('refuses a command with too many parts for one transaction, and stores none', async () => {
    const take = Array.from({ length: 100 }, (_, n) => ({ ...level, sku: `SKU-${n}`, quantity: 1 }));
    const refusal = { name: 'RangeError', message: expect.stringContaining('101 actions') };
    await expect(commit({ order: { next: anOrder() }, take })).rejects.toMatchObject(refusal);
    expect(await keysOf(shop.ordersTable)).toEqual([]);
  });

  it('names the stock items that another transaction holds', async () => {
    await shop.products.create(aProduct({ stockShards: 2 }), calmly);
    const lines = anOrder().lines.map((line) => ({ ...line, quantity: 1 }));
    const orders = Array.from({ length: 20 }, (_, n) => aPlacement({ id: orderIdOf(n), lines }));
    const results = await Promise.all(orders.map(commit));
    const contended = results.flat().filter(({ kind }) => kind === 'contention');
    const [{ sku, shard } = { sku: '', shard: -1 }] = orders[0]?.take ?? [];
    expect(contended).toContainEqual({ kind: 'contention', stock: [{ sku, shard }] });
  });

  describe('when an item is malformed', () => {
    const broken = {
      order: { ...toOrderItem(anOrder()), revision: 'first' },
      reservation: { ...toReservationItem(aReservation()), state: 'GONE' },
      attempt: { ...toAttemptItem(aPaymentAttempt()), amount: 5 },
      record: { ...toRecordItem(aCompletedRecord()), state: 'lost' },
      stock: { ...level, ...stockKey(level.sku, level.shard), available: 1.5 },
      event: { ...toEventItem(aPlacement().event), events: [{}] },
    };
    const key = ({ pk, sk }: { pk: string; sk: string }) => `item ${pk} ${sk} is malformed: `;

    beforeEach(async () => {
      const { event, ...others } = broken;
      await Promise.all(Object.values(others).map((item) => put(shop.ordersTable, item)));
      await put(shop.eventsTable, event);
    });

    it('fails a read with the name of the item', async () => {
      const { orders } = shop;
      await expect(orders.findOrder(id, calmly)).rejects.toThrow(`${key(orderKey(id))}revision`);
      await expect(orders.findReservation(id, calmly)).rejects.toThrow(`${key(reservationKey(id))}state`);
      await expect(orders.findAttempt(id, 1, calmly)).rejects.toThrow(`${key(attemptKey(id, 1))}amount`);
      await expect(orders.findRecord('record-1', calmly)).rejects.toThrow(
        `${key(recordKey('record-1'))}state`,
      );
      await expect(orders.findStock('TEA-001', calmly)).rejects.toThrow(
        `${key(stockKey('TEA-001', 0))}available`,
      );
      await expect(orders.findEvents(id, calmly)).rejects.toThrow(`${key(broken.event)}events.0.type`);
      await expect(orders.listOrders({ customerId: 'alice', limit: 1 }, calmly)).rejects.toThrow(
        key(orderKey(id)),
      );
    });

    it('fails a command that needs the item with its name', async () => {
      const idempotency = { record: aCompletedRecord(), now };
      await expect(commit({ idempotency })).rejects.toThrow(key(recordKey('record-1')));
      const take = [{ ...level, quantity: 2 }];
      await expect(commit({ take })).rejects.toThrow(key(stockKey('TEA-001', 0)));
    });

    it('still finds the work that is due, and puts it off', async () => {
      const later = '2027-01-01T00:00:00.000Z';
      const due = async (work: DueWork) => Array.fromAsync(shop.orders.listDue(work, later, calmly));
      const [order, attempt] = [await due('EXPIRY'), await due('PAYMENT')];
      expect(order).toMatchObject([{ orderId: id }]);
      expect(attempt).toMatchObject([{ orderId: id, attempt: 1 }]);
      for (const item of [...order, ...attempt])
        await shop.orders.putOff(item, '2027-01-01T00:00:01.000Z', calmly);
      expect([...(await due('EXPIRY')), ...(await due('PAYMENT'))]).toEqual([]);
    });
  });

  it('ends every call whose deadline has passed as SYS-003', async () => {
    const { orders } = shop;
    const options = aCall({ signal: AbortSignal.abort() });
    const calls = [
      orders.commit(whole, options),
      orders.findOrder(id, options),
      orders.findReservation(id, options),
      orders.findAttempt(id, 1, options),
      orders.findRecord('record-1', options),
      orders.findEvents(id, options),
      orders.findStock('TEA-001', options),
      orders.listOrders({ customerId: 'alice', limit: 1 }, options),
      orders.listOrdersByStatus({ status: 'pending', limit: 1 }, options),
      Array.fromAsync(orders.listDue('EXPIRY', now, options)),
      orders.putOff({ work: 'EXPIRY', orderId: id, dueSince: now }, now, options),
    ];
    const results = await Promise.allSettled(calls);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'SYS-003' } });
  });
});
