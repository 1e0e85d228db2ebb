import { monotonicFactory } from 'ulid';
import { describe, expect, it } from 'vitest';
import { dueAt, duePartitions } from '../../../../lib/adapters/dynamodb/due-index.ts';
import { anOrder } from '../../../builders/an-order.ts';

describe('the index of due work', () => {
  const time = anOrder().expiresAt;

  it('has an order in the same partition each time, sorted by its time', () => {
    expect(dueAt('EXPIRY', anOrder().id, time)).toEqual(dueAt('EXPIRY', anOrder().id, time));
    expect(dueAt('EXPIRY', anOrder().id, time).gsi2sk).toBe(time);
  });

  it.each(['EXPIRY', 'PAYMENT'] as const)('looks for %s in each partition that gets any', (work) => {
    const newUlid = monotonicFactory();
    const used = Array.from({ length: 1_000 }, () => dueAt(work, `ord_${newUlid()}`, time).gsi2pk);
    expect([...new Set(used)].sort()).toEqual([...duePartitions(work)].sort());
  });

  it('gives no partition much more than its share', () => {
    const newUlid = monotonicFactory();
    const counts = Map.groupBy(
      Array.from({ length: 4_000 }, () => dueAt('EXPIRY', `ord_${newUlid()}`, time)),
      ({ gsi2pk }) => gsi2pk,
    );
    for (const { length } of counts.values()) expect(length).toBeLessThan(1_400);
  });
});
