import { describe, expect, it } from 'vitest';
import {
  isRefundOpen,
  numberAndRoundOf,
  refundKeyOf,
  refundStates,
  refundTransitions,
  retryRefund,
  transitionRefund,
} from '../../../lib/domain/refund.ts';
import { IllegalTransitionError } from '../../../lib/domain/transitions.ts';
import { aRefund } from '../../builders/a-refund.ts';

const now = '2026-07-01T12:05:00.000Z';

describe('refundTransitions', () => {
  it('lets a refund end from every state', () => {
    for (const state of refundStates) {
      expect(['succeeded', 'failed']).toContain(Object.values(refundTransitions[state]).at(-1));
    }
  });

  it('makes a refund due again only after it has failed', () => {
    const before = refundStates.filter((state) =>
      Object.values<string>(refundTransitions[state]).includes('due'),
    );
    expect(before).toEqual(['failed']);
  });
});

describe('transitionRefund', () => {
  it('moves the refund to the state in the table, and leaves the rest', () => {
    expect(transitionRefund(aRefund(), 'request', now)).toEqual(
      aRefund({ state: 'requested', updatedAt: now }),
    );
  });

  it('refuses a transition that the table does not have', () => {
    const succeeded = aRefund({ state: 'succeeded' });
    expect(() => transitionRefund(succeeded, 'request', now)).toThrow(IllegalTransitionError);
  });
});

describe('retryRefund', () => {
  it('is a new request to the gateway, under another key', () => {
    const failed = aRefund({ state: 'failed', refundId: 're_1', failureReason: 'lost_or_stolen_card' });
    const again = retryRefund(failed, now);
    expect(again).toEqual(aRefund({ state: 'due', round: 2, updatedAt: now }));
    expect(refundKeyOf(again)).not.toBe(refundKeyOf(failed));
  });
});

describe('refundKeyOf', () => {
  it('differs by order, number and round', () => {
    const refunds = [aRefund(), aRefund({ number: 2 }), aRefund({ round: 2 }), aRefund({ orderId: 'ord_2' })];
    expect(new Set(refunds.map(refundKeyOf)).size).toBe(4);
  });
});

describe('isRefundOpen', () => {
  it.each(refundStates)('is for %s whether the reconciler has to pursue it', (state) => {
    expect(isRefundOpen(state)).toBe(state === 'due' || state === 'requested');
  });
});

describe('numberAndRoundOf', () => {
  const refund = aRefund({ number: 12, round: 3 });

  it('reads the key of a refund', () => {
    expect(numberAndRoundOf(refund.orderId, refundKeyOf(refund))).toEqual({ number: 12, round: 3 });
  });

  it.each([undefined, '', 'recovered:pi_1:500', `x${refundKeyOf(refund)}`, `${refundKeyOf(refund)}:4`])(
    'reads nothing from %s',
    (key) => {
      expect(numberAndRoundOf(refund.orderId, key)).toBeUndefined();
    },
  );
});
