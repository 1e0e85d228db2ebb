import { describe, expect, it } from 'vitest';
import { markdownTable } from '../../../../tools/bench/report/report-table.ts';

describe('markdownTable', () => {
  it('pads columns, text to the left and figures to the right', () => {
    expect(
      markdownTable(
        ['name', 'ms'],
        [
          ['a', '1.5'],
          ['longer', '12'],
        ],
      ),
    ).toBe(['| name   |  ms |', '| ------ | --: |', '| a      | 1.5 |', '| longer |  12 |'].join('\n'));
  });
});
