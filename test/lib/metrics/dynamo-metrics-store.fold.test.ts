import { describe, expect, it } from 'vitest';
import { metricsTable } from '../../../lib/contract/tables.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import type { Advance } from '../../../lib/metrics/metrics-store.ts';
import { calmly } from '../../harness/dynamodb/embedded-tables.ts';
import { losingAnswers } from '../../harness/dynamodb/losing-answers.ts';
import { emptyMemoryTable } from '../../harness/dynamodb/memory-tables.ts';

const key = { fn: 'create-order', env: 'env-1' };
const beforeOne = Date.parse('2026-07-01T12:59:59Z');
const afterOne = Date.parse('2026-07-01T13:00:01Z');
const stateOf = (seq: number) => ({ seq, counts: { series: { 'er|ORD-001': seq } } });
const advanceTo = (seq: number): Advance => ({
  key,
  state: stateOf(seq),
  after: seq === 1 ? undefined : seq - 1,
  growth: { 'er|ORD-001': 1 },
  slots: [],
  now: beforeOne,
});

describe('fold', () => {
  it('keeps a state that was stored since it was read, by a clock that is behind', async () => {
    const { client, tableName } = await emptyMemoryTable(metricsTable);
    const store = createDynamoMetricsStore({ client, tableName });
    await store.advance(advanceTo(1), calmly);
    const send = async (...call: Parameters<typeof client.send>) => {
      if (call[0].constructor.name === 'TransactWriteCommand') await store.advance(advanceTo(2), calmly);
      return client.send(...call);
    };
    const folding = createDynamoMetricsStore({
      client: { ...client, send: send as typeof client.send },
      tableName,
    });
    expect(await folding.fold(key, afterOne, calmly)).toBe(false);
    expect(await store.stateOf(key, calmly)).toEqual(stateOf(2));
  });

  it('reports an environment as folded after a lost answer', async () => {
    const { client, tableName } = await emptyMemoryTable(metricsTable);
    const store = createDynamoMetricsStore({ client, tableName });
    await store.advance(advanceTo(1), calmly);
    const folding = createDynamoMetricsStore({ client: losingAnswers(client), tableName });
    expect(await folding.fold(key, afterOne, calmly)).toBe(true);
    expect(await store.fold(key, afterOne, calmly)).toBe(false);
    expect(await store.stateOf(key, calmly)).toEqual(stateOf(1));
  });
});
