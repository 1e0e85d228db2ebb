import { describe, expect, it } from 'vitest';
import type { Incident, Phase } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { scrapedCounter } from '../../../../../tools/slo/prometheus/rule-tests/scraped-counter.ts';

const phase = (facts: Partial<Phase> = {}): Phase => ({
  seconds: 120,
  goodPerMinute: 6,
  badPerMinute: 3,
  ...facts,
});

const incident = (...phases: readonly Phase[]): Incident => ({ id: 'it', title: 'it', phases });

const valuesOf = (of: Incident, outcome: 'good' | 'bad', ...scrapes: readonly number[]) =>
  scrapedCounter(of, outcome, scrapes).map(({ value }) => value);

describe('scrapedCounter', () => {
  it('counts from the first scrape on', () => {
    expect(valuesOf(incident(phase()), 'good', 60, 80, 120)).toEqual([0, 2, 6]);
  });

  it('counts at the rate of each phase', () => {
    const changing = incident(phase(), phase({ badPerMinute: 12 }));
    expect(valuesOf(changing, 'bad', 0, 90, 120, 150)).toEqual([0, 4.5, 6, 12]);
  });

  it('begins again at zero after a reset, which a scrape at the same second does not see yet', () => {
    const reset = incident(phase(), phase({ countersReset: true }));
    expect(valuesOf(reset, 'good', 0, 120, 180)).toEqual([0, 12, 6]);
  });

  it('has no values while nothing is reported, and continues at its last value', () => {
    const gone = incident(phase(), phase({ series: 'none' }), phase());
    expect(valuesOf(gone, 'good', 0, 120, 180, 240, 300)).toEqual([0, 12, undefined, undefined, 18]);
  });

  it('has no values of bad events that were never there', () => {
    const noneBad = incident(phase({ series: 'good-only' }));
    expect(valuesOf(noneBad, 'bad', 0, 60)).toEqual([undefined, undefined]);
    expect(valuesOf(noneBad, 'good', 0, 60)).toEqual([0, 6]);
  });
});
