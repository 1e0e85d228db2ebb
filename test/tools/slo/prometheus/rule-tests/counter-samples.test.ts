import { describe, expect, it } from 'vitest';
import type { Incident, Phase } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { counterSamples } from '../../../../../tools/slo/prometheus/rule-tests/counter-samples.ts';

const phase = (facts: Partial<Phase> = {}): Phase => ({
  seconds: 120,
  goodPerMinute: 6,
  badPerMinute: 0,
  ...facts,
});

const incident = (...phases: readonly Phase[]): Incident => ({ id: 'it', title: 'it', phases });

describe('counterSamples', () => {
  it('writes steady growth in one part', () => {
    expect(counterSamples(incident(phase()), 'good', 60)).toBe('0+6x2');
  });

  it('writes one part for each rate', () => {
    const changing = incident(phase(), phase({ badPerMinute: 3 }));
    expect(counterSamples(changing, 'bad', 60)).toBe('0+0x2 3+3x1');
  });

  it('takes samples within a phase and across its end', () => {
    expect(counterSamples(incident(phase(), phase({ goodPerMinute: 12 })), 'good', 80)).toBe('0+8x1 20+16x1');
  });

  it('begins again at zero after a reset', () => {
    expect(counterSamples(incident(phase(), phase({ countersReset: true })), 'good', 60)).toBe('0+6x2 6+6x1');
  });

  it('marks the first missing sample as a failed scrape', () => {
    const gone = incident(phase(), phase({ series: 'none' }), phase());
    expect(counterSamples(gone, 'good', 60)).toBe('0+6x2 stale _x1 18+6x1');
  });

  it('has no series for what is never reported', () => {
    const noneBad = incident(phase({ series: 'good-only' }));
    expect(counterSamples(noneBad, 'bad', 60)).toBeUndefined();
    expect(counterSamples(noneBad, 'good', 60)).toBe('0+6x2');
  });
});
