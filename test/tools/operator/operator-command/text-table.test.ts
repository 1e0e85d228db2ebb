import { describe, expect, it } from 'vitest';
import { ageText, textTable } from '../../../../tools/operator/operator-command/text-table.ts';

describe('ageText', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [172_800_000, '2 d'],
    [-5, '0 s'],
  ])('formats %i ms as %j', (ms, text) => {
    expect(ageText(ms)).toBe(text);
  });
});

describe('textTable', () => {
  it('aligns columns and leaves no space at the end of a line', () => {
    expect(
      textTable([
        ['order', 'age'],
        ['a', '10 s'],
        ['abcdefg', ''],
      ]),
    ).toBe('order    age\na        10 s\nabcdefg');
  });
});
