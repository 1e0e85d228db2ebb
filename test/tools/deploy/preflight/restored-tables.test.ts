import { describe, expect, it } from 'vitest';
import { stageFor } from '../../../../infra/stage.ts';
import { prod } from '../../../../infra/stages/prod.ts';
import type { TableState } from '../../../../tools/deploy/preflight/account-reader.ts';
import { checkRestoredTables } from '../../../../tools/deploy/preflight/restored-tables.ts';

const eventsStreamArn =
  'arn:aws:dynamodb:eu-central-1:333333333333:table/events/stream/2026-11-30T20:00:00.000';
const restoredTables = {
  ordersTable: 'orders',
  eventsTable: 'events',
  eventsStreamArn,
  metricsTable: 'metrics',
};

const complete: TableState = { timeToLiveAttribute: 'ttl', hasRecovery: true, isProtected: true };

const check = async (changes: Readonly<Record<string, TableState | undefined>> = {}) => {
  const tables: Readonly<Record<string, TableState | undefined>> = {
    orders: complete,
    events: { ...complete, streamArn: eventsStreamArn },
    metrics: complete,
    ...changes,
  };
  const stage = stageFor('prod', { ...prod, restoredTables });
  const problems = await checkRestoredTables(stage, { table: async (name) => tables[name] });
  return problems.map(({ what }) => what);
};

describe('checkRestoredTables', () => {
  it('reads nothing for a stage with tables of its own', async () => {
    const table = () => Promise.reject(new Error('was read'));
    expect(await checkRestoredTables(stageFor('prod'), { table })).toEqual([]);
  });

  it('passes tables that have every setting again', async () => {
    expect(await check()).toEqual([]);
  });

  it('names the settings that DynamoDB does not restore', async () => {
    expect(await check({ orders: { hasRecovery: false, isProtected: false } })).toEqual([
      'the table orders lacks time to live, point-in-time recovery, deletion protection',
    ]);
  });

  it('names a stream that is not that of the events table', async () => {
    expect(await check({ events: { ...complete, streamArn: `${eventsStreamArn}1` } })).toEqual([
      'the table events lacks the stream of eventsStreamArn',
    ]);
  });

  it('names a table that does not exist', async () => {
    expect(await check({ metrics: undefined })).toEqual(['there is no table metrics']);
  });
});
