import { describe, expect, it } from 'vitest';
import { growthBetween } from '../../../../lib/metrics/aggregation/growth.ts';

const earlier = {
  series: { 'er|ORD-001': 2, ov: { 10: 1, sum: 5 } },
  slots: { ps: { 7: { 100: 1 } } },
};

describe('growthBetween', () => {
  it('is everything when nothing was known', () => {
    expect(growthBetween(earlier)).toEqual({
      growth: { 'er|ORD-001': 2, 'ov|10': 1, 'ov|sum': 5 },
      slots: [{ series: 'ps', slot: 7, bins: { 100: 1 } }],
    });
  });

  it('is nothing between equal states', () => {
    expect(growthBetween(earlier, earlier)).toEqual({ growth: {}, slots: [] });
  });

  it('is the difference between two states, by cell and by bin', () => {
    const later = {
      series: { 'er|ORD-001': 2, 'er|ORD-002': 1, ov: { 10: 1, 25: 2, sum: 45 } },
      slots: { ps: { 7: { 100: 3 }, 8: { z: 1 } } },
    };
    expect(growthBetween(later, earlier)).toEqual({
      growth: { 'er|ORD-002': 1, 'ov|25': 2, 'ov|sum': 40 },
      slots: [
        { series: 'ps', slot: 7, bins: { 100: 2 } },
        { series: 'ps', slot: 8, bins: { z: 1 } },
      ],
    });
  });

  it('is nothing for a slot that an environment has forgotten', () => {
    expect(growthBetween({ ...earlier, slots: { ps: {} } }, earlier)).toEqual({ growth: {}, slots: [] });
  });

  it.each([
    ['counter', { ...earlier, series: { ...earlier.series, 'er|ORD-001': 1 } }],
    ['bucket', { ...earlier, series: { ...earlier.series, ov: { 10: 0, sum: 5 } } }],
    ['bin', { ...earlier, slots: { ps: { 7: { 100: 0 } } } }],
  ])('is none when a %s went back', (_, later) => {
    expect(growthBetween(later, earlier)).toBeUndefined();
  });
});
