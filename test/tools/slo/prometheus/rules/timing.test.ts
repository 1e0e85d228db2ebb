import { describe, expect, it } from 'vitest';
import {
  durationText,
  productionTiming,
  rangeText,
} from '../../../../../tools/slo/prometheus/rules/timing.ts';

describe('durationText', () => {
  it.each([
    [0, '0s'],
    [2.5, '2s500ms'],
    [90, '1m30s'],
    [519, '8m39s'],
    [3_600, '1h'],
    [259_200, '3d'],
    [90_061, '1d1h1m1s'],
  ])('writes %d seconds as Prometheus reads them', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe('rangeText', () => {
  it('is the window itself in production', () => {
    expect(rangeText(360, productionTiming)).toBe('6h');
  });

  it('is shorter where time runs faster', () => {
    expect(rangeText(5, { ...productionTiming, timeScale: 120 })).toBe('2s500ms');
  });
});
