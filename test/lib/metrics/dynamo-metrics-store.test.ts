import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { metricsTable } from '../../../lib/contract/tables.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { calmly, useEmbeddedTables } from '../../harness/dynamodb/embedded-tables.ts';
import { metricsStoreContract } from './metrics-store.contract.ts';

const emptyTable = useEmbeddedTables();
const noon = Date.parse('2026-07-01T12:30:00Z');
const key = { fn: 'create-order', env: 'env-1' };

metricsStoreContract(async () => createDynamoMetricsStore(await emptyTable(metricsTable)));

describe('the DynamoDB MetricsStore', () => {
  it('lets states go after 120 days, later than any line of theirs is accepted', async () => {
    const table = await emptyTable(metricsTable);
    const store = createDynamoMetricsStore(table);
    const state = { seq: 1, counts: { series: { 'er|ORD-001': 1 } } };
    const change = { key, state, after: undefined, growth: {}, slots: [], now: noon };
    await store.advance(change, calmly);
    const Key = { pk: 'ENV#create-order', sk: 'env-1' };
    const read = async () =>
      (await table.client.send(new GetCommand({ TableName: table.tableName, Key }), calmly)).Item ?? {};
    expect(await read()).toMatchObject({ ttl: noon / 1_000 + 120 * 24 * 3_600, gsi1sk: '2026-07-01T12' });
    await store.fold(key, noon + 3_600_000, calmly);
    expect(Object.keys(await read()).sort()).toEqual(['packed', 'pk', 'seq', 'sk', 'ttl']);
  });

  it('packs a state of more than a kilobyte, and folds it as any other', async () => {
    const table = await emptyTable(metricsTable);
    const store = createDynamoMetricsStore(table);
    const series = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`er|ORD-${1_000 + n}`, 1]));
    const state = { seq: 1, counts: { series } };
    await store.advance({ key, state, after: undefined, growth: {}, slots: [], now: noon }, calmly);
    const Key = { pk: 'ENV#create-order', sk: 'env-1' };
    const stored = await table.client.send(new GetCommand({ TableName: table.tableName, Key }), calmly);
    expect(stored.Item).not.toHaveProperty('counts');
    expect(stored.Item?.['packed'].length).toBeLessThan(JSON.stringify(state.counts).length / 3);
    expect(await store.fold(key, noon, calmly)).toBe(false);
    expect(await store.fold(key, noon + 3_600_000, calmly)).toBe(true);
    expect(await store.fold(key, noon + 3_600_000, calmly)).toBe(false);
    expect(await store.stateOf(key, calmly)).toEqual(state);
  });

  it('reads no more items for many environments than for a few', async () => {
    const { client, tableName } = await emptyTable(metricsTable);
    const store = createDynamoMetricsStore({ client, tableName });
    const state = { seq: 1, counts: { series: { 'er|ORD-001': 1 } } };
    const environments = Array.from({ length: 100 }, (_, n) => ({ fn: 'create-order', env: `env-${n}` }));
    const growth = { 'er|ORD-001': 1 };
    for (const each of environments) {
      await store.advance({ key: each, state, after: undefined, growth, slots: [], now: noon }, calmly);
    }
    const query = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :total',
      ExpressionAttributeValues: { ':total': 'TOTAL' },
    });
    expect((await client.send(query, calmly)).ScannedCount).toBe(4);
    expect(await store.totals(calmly)).toEqual(new Map([['er|ORD-001', 100n]]));
  });

  it('names the item of an environment that is malformed', async () => {
    const { client, tableName } = await emptyTable(metricsTable);
    const Item = { pk: 'ENV#create-order', sk: 'env-1', seq: 'three', counts: '{}' };
    await client.send(new PutCommand({ TableName: tableName, Item }), calmly);
    const store = createDynamoMetricsStore({ client, tableName });
    await expect(store.stateOf(key, calmly)).rejects.toMatchObject({
      name: 'MalformedItemError',
      message: expect.stringMatching(/^item ENV#create-order env-1 is malformed: seq/),
    });
  });
});
