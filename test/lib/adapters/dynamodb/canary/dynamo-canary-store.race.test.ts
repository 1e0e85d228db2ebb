import { expect, it } from 'vitest';
import { createDynamoCanaryStore } from '../../../../../lib/adapters/dynamodb/canary/dynamo-canary-store.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import { calmly } from '../../../../harness/dynamodb/embedded-tables.ts';
import { losingAnswers } from '../../../../harness/dynamodb/losing-answers.ts';
import { emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';

const canary = { id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' };
const inTime = '2026-07-01T12:00:29.000Z';
const bound = '2026-07-01T12:00:30.000Z';

it('a canary keeps a return that is recorded while the canary is judged', async () => {
  const table = await emptyMemoryTable(eventsTable);
  const store = createDynamoCanaryStore(table);
  await store.add(canary, calmly);
  const { client } = table;
  let writes = 0;
  const send = async (...call: Parameters<typeof client.send>) => {
    writes += 1;
    if (writes === 2) await store.markReturned(canary, inTime, calmly);
    return client.send(...call);
  };
  const judging = createDynamoCanaryStore({
    ...table,
    client: { ...client, send: send as typeof client.send },
  });
  expect(await judging.judge(canary, bound, calmly)).toBeUndefined();
  expect(writes).toBe(2);
  expect(await store.judge(canary, bound, calmly)).toBe('returned');
});

it.each([
  ['came back in time', inTime, 'returned'],
  ['came back too late', '2026-07-01T12:00:31.000Z', 'lost'],
  ['never came back', undefined, 'lost'],
] as const)(
  'a canary that %s has its verdict after a lost answer to the judgement',
  async (_, at, verdict) => {
    const table = await emptyMemoryTable(eventsTable);
    const store = createDynamoCanaryStore(table);
    await store.add(canary, calmly);
    if (at !== undefined) await store.markReturned(canary, at, calmly);
    const judging = createDynamoCanaryStore({ ...table, client: losingAnswers(table.client) });
    expect(await judging.judge(canary, bound, calmly)).toBe(verdict);
    expect(await store.judge(canary, bound, calmly)).toBeUndefined();
  },
);

it('a judged canary is not judged again after a repeated request to add it', async () => {
  const table = await emptyMemoryTable(eventsTable);
  const store = createDynamoCanaryStore(table);
  const judge = async () => {
    await store.markReturned(canary, inTime, calmly);
    expect(await store.judge(canary, bound, calmly)).toBe('returned');
  };
  await createDynamoCanaryStore({ ...table, client: losingAnswers(table.client, judge) }).add(canary, calmly);
  expect(await store.judge(canary, bound, calmly)).toBeUndefined();
  // Later than DynamoDB knows the token of the request.
  await store.add(canary, calmly);
  expect(await store.judge(canary, bound, calmly)).toBeUndefined();
});
