import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createDynamoCanaryStore,
  toCanaryItem,
} from '../../../../../lib/adapters/dynamodb/canary/dynamo-canary-store.ts';
import { consumers } from '../../../../../lib/contract/consumers.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import type { DynamoTable } from '../../../../../lib/platform/dynamodb/dynamo-client.ts';
import { aCall } from '../../../../builders/a-call.ts';
import { calmly, useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { canaryStoreContract } from '../../../app/ports/canary-store.contract.ts';

const emptyTable = useEmbeddedTables();

describe('the DynamoDB', () => {
  canaryStoreContract(async () => createDynamoCanaryStore(await emptyTable(eventsTable)));
});

describe('the DynamoDB CanaryStore', () => {
  const canary = { id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' };
  let table: DynamoTable;
  beforeEach(async () => {
    table = await emptyTable(eventsTable);
  });
  const itemsOf = async () =>
    (await table.client.send(new ScanCommand({ TableName: table.tableName }), calmly)).Items ?? [];

  it('keeps the verdict of a canary for a week', async () => {
    const store = createDynamoCanaryStore(table);
    await store.add(canary, calmly);
    await store.markReturned(canary, '2026-07-01T12:00:02.000Z', calmly);
    await store.judge(canary, '2026-07-01T12:00:30.000Z', calmly);
    expect(await itemsOf()).toEqual([
      {
        pk: 'CANARY',
        sk: '2026-07-01T12:00:00.000Z#canary-1',
        ...canary,
        returnedAt: '2026-07-01T12:00:02.000Z',
        verdict: 'returned',
        ttl: Date.parse('2026-07-08T12:00:00.000Z') / 1_000,
      },
    ]);
  });

  it('has sort keys that the filter of the stream passes over', () => {
    const [{ dynamodb }] = consumers['relay-events'].trigger.filters;
    for (const { prefix } of dynamodb.Keys.sk.S) expect(toCanaryItem(canary).sk).not.toContain(prefix);
  });

  it('lists an item that is malformed with the others', async () => {
    const Item = { ...toCanaryItem(canary), id: 7, sentAt: [] };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
    const store = createDynamoCanaryStore(table);
    expect(await Array.fromAsync(store.listUnjudged('2027-01-01T00:00:00.000Z', calmly))).toEqual([canary]);
    expect(await store.judge(canary, canary.sentAt, calmly)).toBe('lost');
  });

  it('ends every call whose deadline has passed as SYS-003', async () => {
    const store = createDynamoCanaryStore(table);
    const options = aCall({ signal: AbortSignal.abort() });
    const results = await Promise.allSettled([
      store.add(canary, options),
      store.markReturned(canary, canary.sentAt, options),
      Array.fromAsync(store.listUnjudged(canary.sentAt, options)),
      store.putOff(canary, canary.sentAt, options),
      store.judge(canary, canary.sentAt, options),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'SYS-003' } });
  });
});
