import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../../../tools/slo/command/exposition-parser.ts';
import {
  countedEvents,
  eventsBetween,
  requireEvents,
} from '../../../../../tools/slo/command/status/counted-events.ts';

const checkout = { id: 'checkout' };
const sample = (slo: string, outcome: string, value: number, name = 'slo_events_total'): Sample => ({
  name,
  labels: { slo, outcome },
  value,
});

describe('countedEvents', () => {
  it('adds up the series of one objective over all instances', () => {
    const samples = [
      sample('checkout', 'good', 4),
      sample('checkout', 'good', 5),
      sample('checkout', 'bad', 1),
      sample('search', 'bad', 7),
    ];
    expect(countedEvents(checkout, samples)).toEqual({ good: 9, bad: 1 });
  });

  it('counts zero bad events when their series is missing', () => {
    expect(countedEvents(checkout, [sample('checkout', 'good', 4)])).toEqual({ good: 4, bad: 0 });
  });

  it('is undefined when the objective has no series', () => {
    expect(countedEvents(checkout, [sample('search', 'good', 4)])).toBeUndefined();
  });
});

describe('requireEvents', () => {
  it('reads only the counters of judged events', () => {
    const samples = [sample('checkout', 'good', 4), sample('checkout', 'good', 9, 'other_total')];
    expect(requireEvents(checkout, samples, 'it')).toEqual({ good: 4, bad: 0 });
  });

  it('names the missing series and its source', () => {
    expect(() => requireEvents(checkout, [], 'Service at http://x')).toThrow(
      'Service at http://x has no slo_events_total{slo="checkout"}. The service may be older than its objectives.',
    );
  });
});

describe('eventsBetween', () => {
  it('is the growth from one reading to the next', () => {
    expect(eventsBetween({ good: 10, bad: 1 }, { good: 15, bad: 1 })).toEqual({ good: 5, bad: 0 });
  });

  it('begins at zero after counters have', () => {
    expect(eventsBetween({ good: 10, bad: 3 }, { good: 4, bad: 0 })).toEqual({ good: 4, bad: 0 });
  });

  it('is never negative', () => {
    const counts = fc.record({ good: fc.nat(), bad: fc.nat() });
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        const { good, bad } = eventsBetween(before, after);
        expect(Math.min(good, bad)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
