import { monotonicFactory } from 'ulid';
import { describe, expect, it } from 'vitest';
import {
  undeliveredPartition,
  undeliveredPartitions,
  undeliveredStateOf,
} from '../../../../../lib/adapters/dynamodb/outbox/undelivered-index.ts';

describe('the index of undelivered events', () => {
  it.each(['UNDELIVERED', 'QUARANTINED'] as const)('has %s orders in each of its partitions', (state) => {
    const newUlid = monotonicFactory();
    const used = Array.from({ length: 1_000 }, () => undeliveredPartition(state, `ord_${newUlid()}`));
    expect([...new Set(used)].sort()).toEqual([...undeliveredPartitions(state)].sort());
  });

  it('tells the state of an item from its partition', () => {
    expect(undeliveredStateOf({ gsi1pk: 'UNDELIVERED#3' })).toBe('UNDELIVERED');
    expect(undeliveredStateOf({ gsi1pk: 'QUARANTINED#0' })).toBe('QUARANTINED');
    expect(undeliveredStateOf({ gsi1pk: 'SOMETHING#0' })).toBeUndefined();
    expect(undeliveredStateOf({})).toBeUndefined();
  });
});
