import { describe, expect, it } from 'vitest';
import { filledIn } from '../../../../../tools/slo/prometheus/rule-tests/fired-alerts.ts';

describe('filledIn', () => {
  it.each([
    [2.5, '2.5'],
    [999.5, '999.5'],
    [3_210.4, '3.21k'],
    [4_500_000, '4.5M'],
  ])('writes %d as Prometheus does for people', (value, text) => {
    expect(filledIn('{{ $value | humanize }} times', value)).toBe(`${text} times`);
  });

  it('writes a ratio as a percentage of four digits', () => {
    expect(filledIn('{{ $value | humanizePercentage }} of them', 0.123_456)).toBe('12.35% of them');
  });
});
