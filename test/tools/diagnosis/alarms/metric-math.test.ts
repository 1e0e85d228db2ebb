import { describe, expect, it } from 'vitest';
import { metricMath } from '../../../../tools/diagnosis/alarms/metric-math.ts';

const calculate = (expression: string, values: Record<string, number | undefined>) =>
  metricMath(expression)(new Map(Object.entries(values)));

describe('metric math', () => {
  it.each([
    ['1 + 2 * a', 7],
    ['(1 + 2) * a', 9],
    ['12 / a / 2', 2],
    ['a - 1 - 1', 1],
    ['a >= 3', 1],
    ['a > 3', 0],
    ['IF(a > 2, a / 6, 0)', 0.5],
    ['IF(a > 3, a, 0)', 0],
  ])('%s is %d for a = 3', (expression, value) => {
    expect(calculate(expression, { a: 3 })).toBe(value);
  });

  it('counts a metric without data as 0 beside one with data', () => {
    expect(calculate('a + b', { a: 3, b: undefined })).toBe(3);
  });

  it('has no value where no metric has data', () => {
    expect(calculate('a + b', {})).toBeUndefined();
    expect(calculate('2 * a', {})).toBeUndefined();
    expect(calculate('IF(a > 2, 1, 0)', {})).toBeUndefined();
  });

  it('fills a metric without data', () => {
    expect(calculate('FILL(a, 0) >= 1', {})).toBe(0);
    expect(calculate('2 * (FILL(a, 7) < 8)', {})).toBe(2);
    expect(calculate('FILL(a, 7)', { a: 3 })).toBe(3);
  });

  it('has no value for a division by zero', () => {
    expect(calculate('a / b', { a: 3, b: 0 })).toBeUndefined();
  });

  it.each(['a +', 'SUM(a)', 'a ? b', '(a', 'a b'])('refuses the unknown expression %s', (expression) => {
    expect(() => metricMath(expression)).toThrow(/expected|unknown|cannot read/);
  });
});
