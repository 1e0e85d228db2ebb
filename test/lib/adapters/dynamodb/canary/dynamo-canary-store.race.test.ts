import { expect, it } from 'vitest';
import { createDynamoCanaryStore } from '../../../../../lib/adapters/dynamodb/canary/dynamo-canary-store.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import { calmly } from '../../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';

const canary = { id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' };
const inTime = '2026-07-01T12:00:29.000Z';
const bound = '2026-07-01T12:00:30.000Z';

it('a canary whose return is recorded while it is judged is not lost', async () => {
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
