import { describe, expect, it } from 'vitest';
import { orderKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import type { StoredOrder } from '../../../../tools/audit/stored-state.ts';
import { checkPaymentLimits } from '../../../../tools/simulation/checks/payment-limit-checks.ts';
import type { Observation } from '../../../../tools/simulation/history/client.ts';
import { createCommitLog } from '../../../../tools/simulation/world/commit-log.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { anOrder } from '../../../builders/an-order.ts';

const orderIds = ['ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A1', 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A2'] as const;

/** Orders of one customer, who tried to pay the first; `customerIds` are their ids at the end. */
const ordersOf = (...customerIds: readonly string[]) => {
  const commits = createCommitLog();
  const orders = customerIds.map((customerId, index): StoredOrder => {
    const id = orderIds[index] as string;
    const [newImage, key] = [{ customerId: 'alice' }, orderKey(id)];
    commits.take({ tableName: 'orders', key, newImage, isNew: true, commit: index, committedAt: 0, at: 0 });
    const attempts = index === 0 ? [aPaymentAttempt({ orderId: id })] : [];
    return { order: anOrder({ id, customerId }), attempts, refunds: [] } as unknown as StoredOrder;
  });
  return { state: { orders } as unknown as Parameters<typeof checkPaymentLimits>[0], commits };
};

/** A refusal to pay the second order because of too many tries. */
const refusal: Observation = {
  call: { routeId: 'pay-order', path: { orderId: orderIds[1] } } as unknown as Observation['call'],
  startedAt: 0,
  endedAt: 0,
  status: 429,
  text: JSON.stringify({ error: { code: 'PAY-001' } }),
  replayed: false,
};

describe('checkPaymentLimits', () => {
  it('accepts a refusal when the customer had all tries of the hour', () => {
    const { state, commits } = ordersOf('alice', 'alice');
    expect(checkPaymentLimits(state, [refusal], 1, commits)).toEqual([]);
  });

  it('finds a refusal below the limit', () => {
    const { state, commits } = ordersOf('alice', 'alice');
    expect(checkPaymentLimits(state, [refusal], 2, commits)).toEqual([
      expect.stringContaining('PAY-001 below the limit'),
    ]);
  });

  it('finds more tries than the limit', () => {
    const { state, commits } = ordersOf('alice');
    expect(checkPaymentLimits(state, [], 0, commits)).toEqual([
      expect.stringContaining('1 attempts to pay of 0'),
    ]);
  });

  describe('when an erasure was interrupted between two orders of a customer', () => {
    it('counts the tries of both for one customer', () => {
      const { state, commits } = ordersOf('alice', 'erased-1');
      expect(checkPaymentLimits(state, [refusal], 1, commits)).toEqual([]);
    });
  });
});
