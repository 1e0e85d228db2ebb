import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { metricsTable } from '../../../lib/contract/tables.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createDynamoUnansweredStore } from '../../../lib/metrics/dynamo-unanswered-store.ts';
import { counterTotal } from '../../../lib/metrics/exact-line.ts';
import type { UnansweredRequest } from '../../../lib/metrics/unanswered-requests.ts';
import { calmly, useEmbeddedTables } from '../../harness/dynamodb/embedded-tables.ts';

const emptyTable = useEmbeddedTables();
const noon = Date.parse('2026-07-01T12:00:00Z');

const aRequest = (n: number): UnansweredRequest => ({
  requestId: `request-${n}`,
  at: noon,
  events: [{ slo: 'availability', outcome: 'bad' }],
});

const requests = (count: number, from = 0) => Array.from({ length: count }, (_, n) => aRequest(from + n));

const aStore = async () => {
  const table = await emptyTable(metricsTable);
  const store = createDynamoUnansweredStore(table, { clock: () => noon, random: Math.random });
  return {
    table,
    count: async (those: readonly UnansweredRequest[]) =>
      (await Array.fromAsync(store.count(those, calmly))).length,
    bad: async () =>
      counterTotal(await createDynamoMetricsStore(table).totals(calmly), 'slo_events_total', {
        slo: 'availability',
        outcome: 'bad',
      }),
  };
};

describe('the DynamoDB UnansweredStore', () => {
  it('adds the events of each request to the totals once, however often and with whichever others it comes', async () => {
    const { count, bad } = await aStore();
    expect([await count(requests(3)), await count(requests(3)), await count(requests(4, 1))]).toEqual([
      3, 0, 2,
    ]);
    expect(await bad()).toBe(5n);
  });

  it('counts more requests than a transaction can hold', async () => {
    const { count, bad } = await aStore();
    expect(await count(requests(120))).toBe(120);
    expect(await bad()).toBe(120n);
  });

  it('writes nothing without requests', async () => {
    const { count, bad } = await aStore();
    expect([await count([]), await bad()]).toEqual([0, 0n]);
  });

  it('counts a request once that two runs count at the same time', async () => {
    const { count, bad } = await aStore();
    const counted = await Promise.all([count(requests(20)), count(requests(20)), count(requests(20))]);
    expect(counted.reduce((sum, each) => sum + each)).toBe(20);
    expect(await bad()).toBe(20n);
  });

  it('forgets a request after 30 days', async () => {
    const { table, count } = await aStore();
    await count(requests(1));
    const Key = { pk: 'UNANSWERED#request-0', sk: 'REQUEST' };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }), calmly);
    expect(Item).toEqual({ ...Key, at: noon, ttl: noon / 1_000 + 30 * 24 * 3_600 });
  });
});
