import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../../lib/adapters/dynamodb/event-item.ts';
import { cursorKey } from '../../../../../lib/adapters/dynamodb/keys.ts';
import { createDynamoEventOutbox } from '../../../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoReceiptStore } from '../../../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { createDynamoEventHistory } from '../../../../../lib/adapters/dynamodb/outbox/event-history.ts';
import { noCursor } from '../../../../../lib/app/ports/event-outbox.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import type { OrderEventBatch } from '../../../../../lib/domain/order-event.ts';
import { aCall } from '../../../../builders/a-call.ts';
import { anEventBatch } from '../../../../builders/an-event-batch.ts';
import { calmly, useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { oneByOne } from '../../../../harness/one-by-one.ts';
import { eventOutboxContract } from '../../../app/ports/event-outbox.contract.ts';

const emptyTable = useEmbeddedTables();
const receivedAt = '2026-07-01T12:00:05.000Z';

const openRoom = async () => {
  const table = await emptyTable(eventsTable);
  const { client, tableName } = table;
  const receipts = createDynamoReceiptStore({ ...table, countingWrites: () => [] });
  const put = (Item: Record<string, unknown>) =>
    client.send(new PutCommand({ TableName: tableName, Item }), calmly);
  return {
    outbox: createDynamoEventOutbox(table),
    history: createDynamoEventHistory(table),
    put,
    commit: (batch: OrderEventBatch) => put(toEventItem(batch)),
    receive: (orderId: string, orderVersion: number, time: string) =>
      receipts.confirm([{ orderId, orderVersion, size: 1, events: [], isReceived: false }], time, calmly),
  };
};

eventOutboxContract(openRoom);

describe('the DynamoDB EventOutbox', () => {
  const { orderId } = anEventBatch();

  it('moves more versions than one transaction can hold', async () => {
    const { outbox, commit } = await openRoom();
    const versions = Array.from({ length: 120 }, (_, n) => n + 1);
    await oneByOne(versions, (version) => commit(anEventBatch(orderId, version)));
    const cursor = await outbox.change({ orderId, cursor: noCursor, toQuarantine: versions }, calmly);
    const loaded = await outbox.load(orderId, calmly);
    expect(cursor).toEqual({ ...noCursor, revision: 2 });
    expect(loaded.cursor).toEqual(cursor);
    expect(loaded.versions.every(({ delivery }) => delivery === 'quarantined')).toBe(true);
  });

  it('refuses the receipt of an event that was never stored', async () => {
    const { receive, outbox } = await openRoom();
    expect(await receive(orderId, 1, receivedAt)).toEqual([]);
    expect((await outbox.load(orderId, calmly)).versions).toEqual([]);
  });

  it('names the version of unreadable events', async () => {
    const { outbox, put, commit } = await openRoom();
    await commit(anEventBatch(orderId, 1));
    await put({ ...toEventItem(anEventBatch(orderId, 2)), events: [{ type: 'order.eaten' }] });
    const { versions } = await outbox.load(orderId, calmly);
    expect(versions.map(({ orderVersion, events }) => [orderVersion, events?.length])).toEqual([
      [1, 1],
      [2, undefined],
    ]);
  });

  it('lists an event item by its keys, however malformed it is, and puts it off', async () => {
    const { outbox, put } = await openRoom();
    const { pk, sk, gsi1pk, gsi1sk } = toEventItem(anEventBatch(orderId, 7));
    await put({ pk, sk, gsi1pk, gsi1sk });
    const query = { delivery: 'undelivered', dueBy: gsi1sk } as const;
    const list = () => Array.fromAsync(outbox.listUndelivered(query, calmly));
    const [found] = await list();
    expect(found).toEqual({ orderId, orderVersion: 7, occurredAt: gsi1sk, dueSince: gsi1sk });
    if (found) await outbox.putOff(found, { until: '2027-01-01T00:00:00.000Z' }, calmly);
    expect(await list()).toEqual([]);
  });

  it('names a cursor that is malformed', async () => {
    const { outbox, put } = await openRoom();
    await put({ ...cursorKey(orderId), revision: 'first' });
    const problem = `item ORDER#${orderId} CURSOR is malformed: revision`;
    await expect(outbox.load(orderId, calmly)).rejects.toThrow(problem);
  });

  it('ends every call whose deadline has passed as SYS-003', async () => {
    const { outbox, history } = await openRoom();
    const late = aCall({ signal: AbortSignal.abort() });
    const before = receivedAt;
    const next = (items: AsyncIterable<unknown>) => items[Symbol.asyncIterator]().next();
    const results = await Promise.allSettled([
      outbox.load(orderId, late),
      outbox.change({ orderId, cursor: noCursor }, late),
      next(outbox.listUndelivered({ delivery: 'quarantined' }, late)),
      outbox.putOff({ orderId, orderVersion: 1 }, { until: before }, late),
      next(history.listOrdersSince(before, late)),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'SYS-003' } });
  });
});
