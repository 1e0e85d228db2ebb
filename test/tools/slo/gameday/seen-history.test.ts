import { describe, expect, it } from 'vitest';
import { perEvent } from '../../../../tools/slo/alert-simulator/event-history.ts';
import type { RecordedEvent } from '../../../../tools/slo/gameday/event-record.ts';
import { seenByScrapes } from '../../../../tools/slo/gameday/seen-history.ts';

/** Two good events and a bad one in each second, from its beginning on. */
const events = Array.from({ length: 100 }, (_, second): readonly RecordedEvent[] => [
  { at: second, outcome: 'good' },
  { at: second + 0.5, outcome: 'good' },
  { at: second + 0.25, outcome: 'bad' },
]).flat();

const scrapes = Array.from({ length: 100 }, (_, second) => ({ at: second + 0.9, storedAt: second + 0.95 }));

const seen = (lagSeconds: number, from: number, to: number) => {
  const { good, bad } = seenByScrapes(events, scrapes, lagSeconds)(from, to);
  return { good: good / perEvent, bad: bad / perEvent };
};

describe('seenByScrapes', () => {
  it('counts from the first scrape in a window to its last', () => {
    expect(seen(0, 10, 15)).toEqual({ good: 8, bad: 4 });
    expect(seen(0, 10.9, 15.95)).toEqual({ good: 10, bad: 5 });
    expect(seen(0, 10.91, 15.95)).toEqual({ good: 8, bad: 4 });
  });

  it('omits a scrape before it is stored', () => {
    expect(seen(0, 10, 14.95)).toEqual({ good: 8, bad: 4 });
    expect(seen(0, 10, 14.94)).toEqual({ good: 6, bad: 3 });
  });

  it('includes an event once it is counted', () => {
    const [onlyBad] = [[{ at: 50, outcome: 'bad' }] as const];
    const counted = (lagSeconds: number) => seenByScrapes(onlyBad, scrapes, lagSeconds)(45, 50.95).bad;
    expect([counted(0.9), counted(0.91)]).toEqual([perEvent, 0]);
  });

  it('has no value with less than two scrapes in the window', () => {
    expect(seen(0, 10, 11.5)).toEqual({ good: 0, bad: 0 });
    expect(seen(0, 10, 10.5)).toEqual({ good: 0, bad: 0 });
  });

  it('accepts events in any order', () => {
    expect(seenByScrapes(events.toReversed(), scrapes, 0)(10, 15)).toEqual(
      seenByScrapes(events, scrapes, 0)(10, 15),
    );
  });
});
