import { describe, expect, it } from 'vitest';
import { metrics } from '../../../../lib/contract/metrics.ts';
import { selfGrowth } from '../../../../lib/metrics/aggregation/growth.ts';
import { maxCells } from '../../../../lib/metrics/exact-line.ts';
import { addToItem } from '../../../../lib/metrics/storage/metrics-items.ts';

const key = { pk: 'TOTAL', sk: 'create-order#0' };

describe('addToItem', () => {
  it('adds to attributes that are named as their cells, and sets others', () => {
    expect(addToItem('metrics', key, { 'er|ORD-001': 2, 'ov|sum': 5 }, { ttl: 7 })).toEqual({
      TableName: 'metrics',
      Key: key,
      UpdateExpression: 'SET #s0=:s0 ADD #a0 :a0,#a1 :a1',
      ExpressionAttributeNames: { '#a0': 'er|ORD-001', '#a1': 'ov|sum', '#s0': 'ttl' },
      ExpressionAttributeValues: { ':a0': 2, ':a1': 5, ':s0': 7 },
    });
  });

  it('keeps within DynamoDB’s 300 operands and 4 kB of an expression for as much as one line can bring', () => {
    const line = Object.fromEntries(Array.from({ length: maxCells }, (_, n) => [`er|${n}`, 1]));
    const lags = [0, ...metrics.order_service_metrics_ingest_lag_seconds.buckets.map((s) => s * 1_000 + 1)];
    const own = selfGrowth({ ingested: 1, duplicate: 1, malformed: 1, expired: 1 }, lags);
    const growth = { ...line, ...own };
    expect(Object.keys(growth).length).toBeLessThanOrEqual(300);
    expect(addToItem('metrics', key, growth).UpdateExpression.length).toBeLessThanOrEqual(4_096);
  });
});
