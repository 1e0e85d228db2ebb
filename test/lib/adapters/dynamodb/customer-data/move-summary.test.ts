import { beforeEach, describe, expect, it } from 'vitest';
import { moveSummaryPart } from '../../../../../lib/adapters/dynamodb/customer-data/move-summary.ts';
import { readSummary } from '../../../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import type { DynamoTable } from '../../../../../lib/platform/dynamodb/dynamo-client.ts';
import { calmly } from '../../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';
import { putItems, type StoredItem } from '../../../../harness/dynamodb/stored-items.ts';

const renaming = { customerId: 'alice', pseudonym: 'erased-1' };
const partOf = (customerId: string, orders: number): StoredItem => ({
  pk: `SUMMARY#${customerId}`,
  sk: 'SHARD#001',
  customerId,
  updatedAt: '2026-07-01T12:00:00.000Z',
  orders_delivered: orders,
});

describe('moveSummaryPart', () => {
  let table: DynamoTable;
  beforeEach(async () => {
    table = await emptyMemoryTable();
  });
  const countOf = async (customerId: string) =>
    (await readSummary(table, customerId, calmly)).map((part) => part['orders_delivered']);
  const counts = async () => [await countOf('alice'), await countOf('erased-1')];

  /** Moves alice's part while another writer stores an item between the reads and the write of the move. */
  const moveDuring = async (meanwhile: StoredItem) => {
    const [part = {}] = await readSummary(table, 'alice', calmly);
    const { client } = table;
    const send = async (...call: Parameters<typeof client.send>) => {
      if (call[0].constructor.name === 'TransactWriteCommand') await putItems(table, [meanwhile]);
      return client.send(...call);
    };
    const late = { ...table, client: { ...client, send: send as typeof client.send } };
    return moveSummaryPart(late, part, renaming, calmly);
  };

  it('adds the numbers to those of the pseudonym', async () => {
    await putItems(table, [partOf('alice', 2), partOf('erased-1', 5)]);
    const [part = {}] = await readSummary(table, 'alice', calmly);
    await moveSummaryPart(table, part, renaming, calmly);
    expect(await counts()).toEqual([[], [7]]);
  });

  it('refuses a part that counts more than was read', async () => {
    await putItems(table, [partOf('alice', 2)]);
    await expect(moveDuring(partOf('alice', 3))).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await counts()).toEqual([[3], []]);
  });

  it.each([
    ['has changed', [partOf('alice', 2), partOf('erased-1', 5)]],
    ['was made', [partOf('alice', 2)]],
  ])('refuses a part of the pseudonym that %s meanwhile', async (_, items) => {
    await putItems(table, items);
    const newer = { ...partOf('erased-1', 6), updatedAt: '2026-07-02T12:00:00.000Z' };
    await expect(moveDuring(newer)).rejects.toMatchObject({ name: 'ConflictError' });
    expect(await readSummary(table, 'erased-1', calmly)).toEqual([newer]);
    expect(await countOf('alice')).toEqual([2]);
  });
});
