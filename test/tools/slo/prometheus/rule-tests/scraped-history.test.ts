import { describe, expect, it } from 'vitest';
import type { Incident, Phase } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { scrapedHistory } from '../../../../../tools/slo/prometheus/rule-tests/scraped-history.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const phase = (minutes: number, facts: Partial<Phase> = {}): Phase => ({
  seconds: minutes * 60,
  goodPerMinute: 60,
  badPerMinute: 0,
  ...facts,
});

/** Seen once a minute, but not at multiples of five minutes. */
const seen = (...phases: readonly Phase[]) => {
  const incident: Incident = { id: 'it', title: 'it', phases };
  return scrapedHistory(anObjective(), incident, { scrapeSeconds: 60, evaluationSeconds: 300 });
};

const increasesOf = (...phases: readonly Phase[]) => {
  const { increases } = seen(...phases);
  return (from: number, to: number) => {
    const { good, bad } = increases(from * 60, to * 60);
    return { good: good / 60, bad: bad / 60 };
  };
};

describe('scrapedHistory', () => {
  it('extends steady growth to both ends of the range', () => {
    expect(increasesOf(phase(60))(20, 30).good).toBeCloseTo(600, 9);
  });

  it('does not see the events before the first and after the last sample of the range', () => {
    const increases = increasesOf(phase(21), phase(8, { badPerMinute: 3 }), phase(31));
    expect(increases(20, 30).bad).toBeCloseTo(24 * (9 / 8), 9);
  });

  it('extends no counter to before it was 0', () => {
    expect(increasesOf(phase(60))(0, 10).good).toBeCloseTo(60 * 9, 9);
  });

  it('extends by half a scrape where samples have ended', () => {
    const lost = increasesOf(phase(23), phase(37, { series: 'none' }));
    // Samples at minutes 21, 22 and 23.
    expect(lost(20, 30).good).toBeCloseTo(60 * 3.5, 9);
  });

  it('counts over a reset, without the events after the last sample before it', () => {
    const reset = increasesOf(phase(22.5), phase(37.5, { countersReset: true }));
    expect(reset(20, 30).good).toBeCloseTo((60 * 8 - 30) * (10 / 8), 9);
  });

  it('counts nothing in a range with a single sample', () => {
    expect(increasesOf(phase(21), phase(39, { series: 'none' }))(20, 30).good).toBe(0);
  });

  it('gives rates that are the increases by the second', () => {
    const { rates } = seen(phase(60));
    expect(rates(1_200, 1_800).good).toBeCloseTo(1, 12);
  });

  it('refuses a sample that Prometheus 2 and 3 count differently', () => {
    // It is first seen well after the range has begun, and was 0 less than a scrape before.
    const begins = seen(phase(22, { series: 'none' }), phase(38));
    expect(() => begins.increases(1_200, 1_800)).toThrow('Prometheus 2 and 3 see other increases');
  });
});
