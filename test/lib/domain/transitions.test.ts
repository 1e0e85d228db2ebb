import { describe, expect, it } from 'vitest';
import { IllegalTransitionError, nextState, type TransitionTable } from '../../../lib/domain/transitions.ts';

const doors: TransitionTable<'open' | 'shut', 'push' | 'pull'> = { open: { push: 'shut' }, shut: {} };

describe('nextState', () => {
  it('is the state in the table’s cell', () => {
    expect(nextState(doors, 'open', 'push')).toBe('shut');
  });

  it('is undefined where the table has no cell', () => {
    expect(nextState(doors, 'open', 'pull')).toBeUndefined();
    expect(nextState(doors, 'shut', 'push')).toBeUndefined();
  });
});

describe('IllegalTransitionError', () => {
  it('names subject, state and command', () => {
    expect(new IllegalTransitionError('door 1', 'shut', 'push').message).toBe(
      'door 1: state shut does not allow the command push',
    );
  });
});
