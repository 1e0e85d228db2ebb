import { describe, expect, it } from 'vitest';
import { createTableWrites } from '../../../../tools/local-cloud/streams/table-writes.ts';

describe('createTableWrites', () => {
  const told = (operation: string, content: unknown, status = 200) => {
    const writes = createTableWrites();
    const tables: string[] = [];
    for (const table of ['orders', 'outbox']) writes.follow(table, () => tables.push(table));
    writes.called({ operation, content, status });
    return tables;
  };

  it('reports a write, in a transaction too', () => {
    expect(told('PutItem', { TableName: 'outbox' })).toEqual(['outbox']);
    const TransactItems = [{ Update: { TableName: 'orders' } }, { Put: { TableName: 'outbox' } }];
    expect(told('TransactWriteItems', { TransactItems })).toEqual(['orders', 'outbox']);
  });

  it('reports no read, no failure and no other table', () => {
    expect(told('Query', { TableName: 'outbox' })).toEqual([]);
    expect(told('PutItem', { TableName: 'outbox' }, 400)).toEqual([]);
    expect(told('PutItem', { TableName: 'metrics' })).toEqual([]);
  });
});
