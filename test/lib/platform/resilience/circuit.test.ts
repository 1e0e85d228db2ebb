import { describe, expect, it } from 'vitest';
import {
  closedCircuit,
  halfOpenCircuit,
  isWaiting,
  openCircuit,
  secondsUntilProbe,
  visibleState,
} from '../../../../lib/platform/resilience/circuit.ts';

describe('isWaiting', () => {
  it.each([
    { circuit: closedCircuit(), now: -1, waiting: false },
    { circuit: openCircuit(100), now: 99, waiting: true },
    { circuit: openCircuit(100), now: 100, waiting: false },
    { circuit: halfOpenCircuit(100), now: 99, waiting: true },
    { circuit: halfOpenCircuit(100), now: 100, waiting: false },
  ])('is $waiting at $now for $circuit', ({ circuit, now, waiting }) => {
    expect(isWaiting(circuit, now)).toBe(waiting);
  });
});

describe('visibleState', () => {
  it.each([
    { circuit: closedCircuit(), now: 100, state: 'closed' },
    { circuit: openCircuit(100), now: 100, state: 'open' },
    { circuit: halfOpenCircuit(100), now: 99, state: 'half-open' },
    { circuit: halfOpenCircuit(100), now: 100, state: 'open' },
  ])('is $state at $now for $circuit', ({ circuit, now, state }) => {
    expect(visibleState(circuit, now)).toBe(state);
  });
});

describe('secondsUntilProbe', () => {
  it.each([
    { now: 0, seconds: 30 },
    { now: 1, seconds: 30 },
    { now: 28_999, seconds: 2 },
    { now: 29_999, seconds: 1 },
    { now: 30_000, seconds: 1 },
    { now: 90_000, seconds: 1 },
  ])('is $seconds at $now', ({ now, seconds }) => {
    expect(secondsUntilProbe(openCircuit(30_000), now)).toBe(seconds);
  });
});
