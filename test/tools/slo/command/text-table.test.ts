import { describe, expect, it } from 'vitest';
import { textTable } from '../../../../tools/slo/command/text-table.ts';

describe('textTable', () => {
  it('makes columns as wide as their widest cell, numbers to the right', () => {
    const table = textTable(
      [{ heading: 'id' }, { heading: 'n', align: 'right' }, { heading: 'x' }],
      [['availability', '1', 'a'], ['x', '20,000', ''], ['short row']],
    );
    expect(table.split('\n')).toEqual([
      'id                 n  x',
      '------------  ------  -',
      'availability       1  a',
      'x             20,000',
      'short row',
    ]);
  });
});
