import { describe, expect, it } from 'vitest';
import {
  type AttemptState,
  attemptStates,
  attemptTransitions,
  beginAttempt,
  isAttemptOpen,
  transitionAttempt,
} from '../../../lib/domain/payment-attempt.ts';
import { IllegalTransitionError } from '../../../lib/domain/transitions.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';

const nextOf = (state: AttemptState): readonly AttemptState[] => Object.values(attemptTransitions[state]);

const reachableFrom = (state: AttemptState): Set<AttemptState> =>
  new Set([state, ...nextOf(state).flatMap((next) => [...reachableFrom(next)])]);

describe('attemptTransitions', () => {
  it('reaches every state from the first, but for those that earlier versions left', () => {
    const earlier: readonly AttemptState[] = ['refund_due', 'refunded'];
    const present = attemptStates.filter((state) => !earlier.includes(state));
    expect(reachableFrom('in_flight')).toEqual(new Set(present));
  });

  it('never returns to a state', () => {
    for (const state of attemptStates) {
      for (const next of nextOf(state)) expect(reachableFrom(next)).not.toContain(state);
    }
  });

  it.each(['succeeded', 'declined', 'not_charged', 'refunded'] as const)('ends with %s', (state) => {
    expect(nextOf(state)).toEqual([]);
  });

  it('hands a refund of an earlier version over', () => {
    expect(nextOf('refund_due')).toEqual(['succeeded']);
  });
});

describe('beginAttempt', () => {
  it('is in flight from the time at which it begins', () => {
    const { state, createdAt, updatedAt, ...facts } = aPaymentAttempt();
    expect(beginAttempt({ ...facts, now: createdAt })).toEqual({ ...facts, state, createdAt, updatedAt });
  });
});

describe('transitionAttempt', () => {
  it('moves the attempt to the state in the table, and leaves the rest', () => {
    const attempt = aPaymentAttempt({ intentId: 'pi_1' });
    const now = '2026-07-01T12:05:00.000Z';
    expect(transitionAttempt(attempt, 'succeed', now)).toEqual({
      ...attempt,
      state: 'succeeded',
      updatedAt: now,
    });
  });

  it('refuses a transition that the table does not have', () => {
    const refunded = aPaymentAttempt({ state: 'refunded' });
    expect(() => transitionAttempt(refunded, 'handOverRefund', refunded.updatedAt)).toThrow(
      IllegalTransitionError,
    );
  });
});

describe('isAttemptOpen', () => {
  it.each(attemptStates)('is for %s whether work remains', (state) => {
    expect(isAttemptOpen(state)).toBe(['in_flight', 'unknown', 'refund_due'].includes(state));
  });
});
