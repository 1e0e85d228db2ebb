import { monotonicFactory } from 'ulid';
import { describe, expect, it } from 'vitest';
import { toOrderItem } from '../../../../lib/adapters/dynamodb/order-item.ts';
import { pendingPartitions, pendingSince } from '../../../../lib/adapters/dynamodb/pending-index.ts';
import { orderStatuses } from '../../../../lib/domain/order-status.ts';
import { anOrder } from '../../../builders/an-order.ts';

describe('the index of pending orders', () => {
  it('has orders by when they were placed', () => {
    expect(pendingSince(anOrder()).gsi3sk).toBe(anOrder().createdAt);
  });

  it('is looked into at each partition that gets any order', () => {
    const newUlid = monotonicFactory();
    const used = Array.from({ length: 1_000 }, () => pendingSince(anOrder({ id: newUlid() })).gsi3pk);
    expect([...new Set(used)].sort()).toEqual([...pendingPartitions].sort());
  });

  it('has the items of pending orders alone', () => {
    const indexed = orderStatuses.filter((status) => 'gsi3pk' in toOrderItem(anOrder({ status })));
    expect(indexed).toEqual(['pending']);
  });

  it('keeps an order that is being paid, which is not due to expire', () => {
    const item = toOrderItem(anOrder({ payment: { attempt: 1, state: 'unsettled' } }));
    expect(item).toMatchObject(pendingSince(anOrder()));
    expect(item).not.toHaveProperty('gsi2pk');
  });
});
