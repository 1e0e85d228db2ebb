import { describe, expect, it } from 'vitest';
import { metricsTable } from '../../../lib/contract/tables.ts';
import { createDynamoRedriveTries, triesAtOnce } from '../../../lib/metrics/dynamo-redrive-tries.ts';
import { calmly, useEmbeddedTables } from '../../harness/dynamodb/embedded-tables.ts';
import { losingAnswers } from '../../harness/dynamodb/losing-answers.ts';

const emptyTable = useEmbeddedTables();
const noon = Date.parse('2026-07-01T12:00:00Z');
const dayMs = 24 * 3_600_000;

const triesOf = async () => createDynamoRedriveTries(await emptyTable(metricsTable));

describe('the DynamoDB RedriveTries', () => {
  it('permits ten tries of a batch, and others of another batch', async () => {
    const tries = await triesOf();
    for (let n = 0; n < triesAtOnce; n += 1) expect(await tries.begin('a', noon, calmly)).toBe(true);
    expect(await tries.begin('a', noon, calmly)).toBe(false);
    expect(await tries.begin('b', noon, calmly)).toBe(true);
  });

  it('permits one more try each day', async () => {
    const tries = await triesOf();
    for (let n = 0; n < triesAtOnce; n += 1) await tries.begin('a', noon, calmly);
    expect(await tries.begin('a', noon + dayMs, calmly)).toBe(false);
    expect(await tries.begin('a', noon + dayMs + 1, calmly)).toBe(true);
    expect(await tries.begin('a', noon + dayMs + 2, calmly)).toBe(false);
  });

  it('counts a try once and permits it, although the answer is lost', async () => {
    const table = await emptyTable(metricsTable);
    const tries = createDynamoRedriveTries({ ...table, client: losingAnswers(table.client) });
    for (let n = 0; n < triesAtOnce; n += 1) expect(await tries.begin('a', noon, calmly)).toBe(true);
    expect(await tries.begin('a', noon, calmly)).toBe(false);
    expect(await tries.begin('a', noon + dayMs + 1, calmly)).toBe(true);
  });
});
