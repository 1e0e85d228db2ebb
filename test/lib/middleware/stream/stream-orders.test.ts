import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import {
  orderIdOfRecord,
  ordersOfRecords,
  redeliverFrom,
} from '../../../../lib/middleware/stream/stream-orders.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';

const [a, b] = [orderIdOf(1), orderIdOf(2)] as const;

const aRecord = (orderId: string, SequenceNumber?: string): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    Keys: { pk: { S: `ORDER#${orderId}` }, sk: { S: 'EVENT#0000000001' } },
    ...(SequenceNumber !== undefined && { SequenceNumber }),
  },
});

describe('the orders of stream records', () => {
  it('are each named once', () => {
    expect(ordersOfRecords([aRecord(a), aRecord(b), aRecord(a)])).toEqual([a, b]);
  });

  it.each<DynamoDBRecord>([
    {},
    { dynamodb: {} },
    { dynamodb: { Keys: { pk: { N: '1' } } } },
    { dynamodb: { Keys: { pk: { S: 'ORDER#' } } } },
    { dynamodb: { Keys: { pk: { S: 'PRODUCT#TEA-001' } } } },
  ])('skip the record %j and keep the others', (record) => {
    expect(orderIdOfRecord(record)).toBeUndefined();
    expect(ordersOfRecords([record, aRecord(a)])).toEqual([a]);
  });
});

describe('redeliverFrom', () => {
  it('asks for nothing when nothing failed', () => {
    expect(redeliverFrom([aRecord(a, '1')], new Set())).toEqual({ batchItemFailures: [] });
  });

  it('names the lowest number of a failed order, as numbers go', () => {
    const records = [
      aRecord(b, '3'),
      aRecord(a, '100000000000000000000000000'),
      aRecord(a, '99'),
      aRecord(a, '101'),
    ];
    expect(redeliverFrom(records, new Set([a]))).toEqual({ batchItemFailures: [{ itemIdentifier: '99' }] });
  });

  it('fails when a record of a failed order has no number', () => {
    expect(() => redeliverFrom([aRecord(a, '1'), aRecord(a)], new Set([a]))).toThrow('no sequence number');
  });
});
