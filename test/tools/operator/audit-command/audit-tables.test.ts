import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../lib/adapters/dynamodb/event-item.ts';
import { toRecordItem } from '../../../../lib/adapters/dynamodb/idempotency-item.ts';
import {
  attemptKey,
  eventKey,
  orderKey,
  productKey,
  recordKey,
  reservationKey,
  stockKey,
  summaryShardKey,
} from '../../../../lib/adapters/dynamodb/keys.ts';
import { toAttemptItem } from '../../../../lib/adapters/dynamodb/money-items.ts';
import { toOrderItem, toReservationItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { eventsTable } from '../../../../lib/contract/tables.ts';
import { violationText } from '../../../../tools/audit/violation.ts';
import {
  type AuditResult,
  type AuditSettings,
  auditTables,
} from '../../../../tools/operator/audit-command/audit-tables.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { aCause } from '../../../builders/a-placement.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { aReservation } from '../../../builders/a-reservation.ts';
import { aStockLevel } from '../../../builders/a-stock-level.ts';
import { aCompletedRecord } from '../../../builders/an-idempotency-record.ts';
import { orderLife } from '../../../builders/order-life.ts';
import { calmly, type EmbeddedTable } from '../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTable } from '../../../harness/dynamodb/memory-tables.ts';

const { order, batches } = orderLife({}, ['confirm']);
const { id, customerId, total } = order;
const { sku } = aProduct();
const summaryKey = summaryShardKey(customerId, id);
/** An hour after the order was placed: its record is still kept, and nothing is overdue. */
const now = Date.parse(order.createdAt) + 3_600_000;

type Key = { readonly pk: string; readonly sk: string };

/** A confirmed order of two units, with everything that belongs to it. */
const ordersItems: readonly Record<string, unknown>[] = [
  toOrderItem(order),
  toReservationItem(aReservation({ state: 'COMMITTED' })),
  toAttemptItem(aPaymentAttempt({ state: 'succeeded', intentId: 'pi_1', amount: total })),
  toRecordItem(
    aCompletedRecord({
      recordId: aCause.causationId,
      response: { statusCode: 201, headers: {}, body: JSON.stringify({ id }) },
    }),
  ),
  { ...productKey(sku), ...aProduct({ available: 25 }) },
  { ...stockKey(sku, 0), ...aStockLevel({ available: 23 }) },
  {
    ...summaryKey,
    customerId,
    orders_confirmed: 1,
    ordered_USD: total.amount,
    paid_USD: total.amount,
    updatedAt: order.updatedAt,
  },
];
const eventItems = batches.map((batch) => {
  const { gsi1pk, gsi1sk, ...item } = toEventItem(batch);
  return { ...item, receivedAt: batch.occurredAt };
});

describe('auditTables', () => {
  let orders: EmbeddedTable;
  let events: EmbeddedTable;
  let found: string[];

  beforeEach(async () => {
    [orders, events] = await Promise.all([emptyMemoryTable(), emptyMemoryTable(eventsTable)]);
    for (const item of ordersItems) await put(orders, item);
    for (const item of eventItems) await put(events, item);
    found = [];
  });

  const put = (table: EmbeddedTable, Item: Record<string, unknown>) =>
    table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
  const remove = (table: EmbeddedTable, Key: Key) =>
    table.client.send(new DeleteCommand({ TableName: table.tableName, Key }), calmly);
  const set = (table: EmbeddedTable, Key: Key, name: string, value: unknown) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.tableName,
        Key,
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
      calmly,
    );
  const run = (more: Partial<AuditSettings> = {}): Promise<AuditResult> =>
    auditTables(
      { orders, events },
      {
        now: () => now,
        graceMs: 60_000,
        isStill: false,
        onProgress: () => {},
        onViolation: (violation) => found.push(violationText(violation)),
        ...more,
      },
      calmly,
    );
  const ledger = (amount: number) => ({
    readLedger: async () => new Map([[id, [{ type: 'charge' as const, orderId: id, amount }]]]),
  });

  it('finds nothing wrong with an order as the service stores it', async () => {
    expect(await run(ledger(total.amount))).toEqual({
      orders: 1,
      products: 1,
      customers: 1,
      open: 0,
      violations: 0,
      unverified: [],
    });
  });

  it.each<readonly [string, () => Promise<unknown>, string]>([
    ['a lost order', () => remove(orders, orderKey(id)), `${id}  order: has events`],
    ['a missing event', () => remove(events, eventKey(id, 1)), `${id}  events: version 2 with events of 2`],
    [
      'an order without events',
      async () => {
        for (const { orderVersion } of batches) await remove(events, eventKey(id, orderVersion));
      },
      `${id}  events: version 2 with events of none`,
    ],
    [
      'a status without an event',
      () => set(orders, orderKey(id), 'status', 'shipped'),
      'shipped after events',
    ],
    [
      'a released reservation',
      () => set(orders, reservationKey(id), 'state', 'RELEASED'),
      'stock is RELEASED',
    ],
    ['a lost record', () => remove(orders, recordKey(aCause.causationId)), `${id}  request: has no record`],
    ['lost units', () => set(orders, stockKey(sku, 0), 'available', 22), `${sku}  stock: 25 units received`],
    ['an old price', () => set(orders, stockKey(sku, 0), 'version', 0), `${sku}  stock: stock items of`],
    ['an unpaid sale', () => set(orders, attemptKey(id, 1), 'state', 'declined'), 'total was not taken'],
    [
      'a stuck attempt',
      () => set(orders, attemptKey(id, 1), 'state', 'unknown'),
      'attempt 1 is unknown; no job will find it',
    ],
    [
      'a wrong summary',
      () => set(orders, summaryKey, 'orders_confirmed', 2),
      `customer ${customerId}  read-model`,
    ],
    ['a malformed product', () => set(orders, productKey(sku), 'unitPrice', 'free'), `${sku}  unreadable`],
    ['a malformed order', () => set(orders, orderKey(id), 'total', 'free'), `${id}  unreadable`],
  ])('finds %s', async (_, plant, expected) => {
    await plant();
    const { violations } = await run();
    expect(violations).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(expected);
  });

  it('finds a violation in items whose attributes come in another order each time', async () => {
    await remove(orders, reservationKey(id));
    const { client } = orders;
    let reads = 0;
    const send = async (...call: Parameters<typeof client.send>) => {
      const answer = (await client.send(...call)) as { Items?: readonly Record<string, unknown>[] };
      reads += 1;
      const reordered = (item: Record<string, unknown>) =>
        Object.fromEntries(reads % 2 ? Object.entries(item).reverse() : Object.entries(item));
      return { ...answer, ...(answer.Items && { Items: answer.Items.map(reordered) }) };
    };
    orders = { ...orders, client: { ...client, send: send as typeof client.send } };
    const { unverified } = await run();
    expect(unverified).toEqual([]);
    expect(found.join('\n')).toContain(`${id}  order: `);
  });

  it('finds a charge that differs from the order, or has none', async () => {
    await run(ledger(1));
    expect(found).toEqual([`${id}  money: the gateway charged 1, attempts took ${total.amount}`]);
    found.length = 0;
    const stranger = { type: 'charge' as const, orderId: 'ord_0', amount: 5 };
    const readLedger = async () =>
      new Map([
        [id, [{ type: 'charge' as const, orderId: id, amount: total.amount }]],
        ['ord_0', [stranger]],
      ]);
    await run({ readLedger });
    expect(found).toEqual(['ord_0  money: the gateway keeps 5 of an order that is not stored']);
  });

  it('finds an event without a receipt in time', async () => {
    const [first] = batches;
    if (!first) throw new Error('there are no events');
    await put(events, toEventItem(first));
    await run();
    expect(found).toEqual([`${id}  overdue: events of version 1 are not received, overdue for 60 min`]);
  });

  describe('when the service goes on meanwhile', () => {
    it('allows for units of an order that was placed just before', async () => {
      await set(orders, stockKey(sku, 0), 'available', 25);
      const justAfter = () => Date.parse(order.createdAt) + 1_000;
      expect(await run({ now: justAfter })).toMatchObject({
        violations: 0,
        unverified: [`${sku}: stock verified within 2 units, because orders changed just before`],
      });
      expect(await run({ now: justAfter, isStill: true })).toMatchObject({ violations: 1 });
    });

    it('reads an order again that changes between two reads', async () => {
      await set(orders, orderKey(id), 'version', 1);
      const { client } = orders;
      let reads = 0;
      const changing: EmbeddedTable['client'] = {
        ...client,
        // The transaction becomes visible with the second read of the order.
        async send(command, options) {
          const input = command.input as { readonly ExpressionAttributeValues?: Record<string, unknown> };
          const isOrder = input.ExpressionAttributeValues?.[':partition'] === orderKey(id).pk;
          reads += isOrder ? 1 : 0;
          if (isOrder && reads === 2) await set(orders, orderKey(id), 'version', 2);
          return client.send(command, options);
        },
      };
      const { tableName, documents } = orders;
      const result = await auditTables(
        { orders: { client: changing, tableName, ...{ documents } }, events },
        {
          now: () => now,
          graceMs: 60_000,
          isStill: false,
          onProgress: () => {},
          onViolation: (violation) => found.push(violationText(violation)),
        },
        calmly,
      );
      expect(found).toEqual([]);
      expect(result).toMatchObject({ orders: 1, violations: 0 });
      expect(reads).toBe(2);
    });
  });
});
