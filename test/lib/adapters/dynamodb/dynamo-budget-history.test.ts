import { describe, expect, it } from 'vitest';
import { createDynamoBudgetHistory } from '../../../../lib/adapters/dynamodb/dynamo-budget-history.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyTable = useEmbeddedTables();
const hour = 3_600_000;
const start = Date.parse('2026-07-01T12:30:00Z');

const snapshot = (at: number, bad = 0) => ({ at, totals: { availability: { good: 7, bad } } });

describe('the DynamoDB BudgetHistory', () => {
  it('finds the first totals of a time or later', async () => {
    const history = createDynamoBudgetHistory(await emptyTable());
    expect(await history.firstSince(0, calmly)).toBeUndefined();
    for (const at of [start, start + hour, start + 2 * hour]) await history.save(snapshot(at), calmly);
    expect(await history.firstSince(0, calmly)).toEqual(snapshot(start));
    expect(await history.firstSince(start + hour, calmly)).toEqual(snapshot(start + 2 * hour));
    expect(await history.firstSince(start + 3 * hour, calmly)).toBeUndefined();
  });

  it('keeps the first totals of an hour', async () => {
    const history = createDynamoBudgetHistory(await emptyTable());
    await history.save(snapshot(start, 1), calmly);
    await history.save(snapshot(start + 60_000, 2), calmly);
    expect(await history.firstSince(0, calmly)).toEqual(snapshot(start, 1));
  });
});
