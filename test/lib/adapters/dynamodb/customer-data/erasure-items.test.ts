import { describe, expect, it } from 'vitest';
import {
  beginErasure,
  endErasure,
  replaceReply,
} from '../../../../../lib/adapters/dynamodb/customer-data/erasure-items.ts';
import { toRecordItem } from '../../../../../lib/adapters/dynamodb/idempotency-item.ts';
import { aCompletedRecord } from '../../../../builders/an-idempotency-record.ts';
import { calmly } from '../../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';
import { itemsOf, putItems } from '../../../../harness/dynamodb/stored-items.ts';

describe('beginErasure', () => {
  it('keeps the pseudonym of an erasure that has begun', async () => {
    const table = await emptyMemoryTable();
    expect(await beginErasure(table, 'alice', 'erased-1', calmly)).toBe('erased-1');
    expect(await beginErasure(table, 'alice', 'erased-2', calmly)).toBe('erased-1');
  });

  it.each([
    ['a run that begins it', []],
    ['a run that goes on with it', ['erased-0']],
  ])('begins no other one by a copy of a call of %s that arrives after the end', async (_, earlier) => {
    const table = await emptyMemoryTable();
    for (const pseudonym of earlier) await beginErasure(table, 'alice', pseudonym, calmly);
    const copies: (() => Promise<unknown>)[] = [];
    const send: typeof table.client.send = (command, options) => {
      copies.push(() => table.client.send(command, options));
      return table.client.send(command, options);
    };
    const copied = { ...table, client: { ...table.client, send } };
    await beginErasure(copied, 'alice', 'erased-1', calmly);
    await endErasure(table, 'alice', earlier[0] ?? 'erased-1', calmly);
    await copies[0]?.();
    expect(copies).not.toEqual([]);
    expect(await itemsOf(table)).toEqual([]);
  });
});

describe('endErasure', () => {
  it('ends the erasure of its pseudonym, and not the next one of the customer', async () => {
    const table = await emptyMemoryTable();
    await beginErasure(table, 'alice', 'erased-1', calmly);
    await endErasure(table, 'alice', 'erased-1', calmly);
    expect(await itemsOf(table)).toEqual([]);
    await beginErasure(table, 'alice', 'erased-2', calmly);
    await endErasure(table, 'alice', 'erased-1', calmly);
    expect(await itemsOf(table)).toMatchObject([{ pseudonym: 'erased-2' }]);
  });
});

describe('replaceReply', () => {
  const erased = { statusCode: 404, headers: {}, body: '{}' };

  it('keeps a reply that another request has stored since it was read', async () => {
    const table = await emptyMemoryTable();
    await putItems(table, [toRecordItem(aCompletedRecord())]);
    const [read = {}] = await itemsOf(table);
    const later = { ...read, response: { statusCode: 201, headers: {}, body: '{"later":true}' } };
    await putItems(table, [later]);
    expect(await replaceReply(table, read, erased, calmly)).toBe(false);
    expect(await itemsOf(table)).toEqual([later]);
    expect(await replaceReply(table, later, erased, calmly)).toBe(true);
    expect(await itemsOf(table)).toMatchObject([{ response: erased }]);
  });
});
