import { describe, expect, it } from 'vitest';
import {
  type AttemptState,
  attemptStates,
  attemptTransitions,
  isUnsettled,
} from '../../../lib/domain/payment-attempt.ts';

const nextOf = (state: AttemptState): readonly AttemptState[] => attemptTransitions[state];

const reachableFrom = (state: AttemptState): Set<AttemptState> =>
  new Set([state, ...nextOf(state).flatMap((next) => [...reachableFrom(next)])]);

describe('attemptTransitions', () => {
  it('reaches every state from the first', () => {
    expect(reachableFrom('in_flight')).toEqual(new Set(attemptStates));
  });

  it('never comes back to a state', () => {
    for (const state of attemptStates) {
      for (const next of nextOf(state)) expect(reachableFrom(next)).not.toContain(state);
    }
  });

  it.each(['declined', 'not_charged', 'refunded'] as const)('ends with %s', (state) => {
    expect(nextOf(state)).toEqual([]);
  });

  it('gives money back only after it was taken', () => {
    expect(nextOf('declined')).not.toContain('refund_due');
    expect(nextOf('not_charged')).not.toContain('refund_due');
    expect(nextOf('refund_due')).toEqual(['refunded']);
  });
});

describe('isUnsettled', () => {
  it.each(attemptStates)('says of %s whether somebody has to do something about it', (state) => {
    expect(isUnsettled(state)).toBe(['in_flight', 'unknown', 'refund_due'].includes(state));
  });
});
