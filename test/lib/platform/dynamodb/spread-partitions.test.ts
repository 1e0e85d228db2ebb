import { monotonicFactory } from 'ulid';
import { describe, expect, it } from 'vitest';
import { spreadPartitionOf, spreadPartitions } from '../../../../lib/platform/dynamodb/spread-partitions.ts';
import { anOrder } from '../../../builders/an-order.ts';

describe('partitions that orders are spread over', () => {
  it('are the same for one order each time', () => {
    const { id } = anOrder();
    expect(spreadPartitionOf('WORK', id)).toBe(spreadPartitionOf('WORK', id));
    expect(spreadPartitions('WORK')).toContain(spreadPartitionOf('WORK', id));
  });

  it('get no order that belongs to another group', () => {
    const { id } = anOrder();
    expect(spreadPartitions('WORK')).not.toContain(spreadPartitionOf('OTHER', id));
  });

  it('get no more than about their share', () => {
    const newUlid = monotonicFactory();
    const used = Array.from({ length: 4_000 }, () => spreadPartitionOf('WORK', `ord_${newUlid()}`));
    for (const { length } of Map.groupBy(used, (partition) => partition).values()) {
      expect(length).toBeLessThan(1_400);
    }
  });
});
