import { describe, expect, it } from 'vitest';
import { workbookTable } from '../../../../tools/slo/command/workbook-table.ts';

/** The cells of the table's rows. */
const cells = workbookTable()
  .split('\n')
  .filter((line) => /^\d /.test(line))
  .map((line) => line.split(/ {2,}/));

describe('workbookTable', () => {
  it('has a row for each alert of the six strategies, as the book has their numbers', () => {
    expect(cells.map(([, , budget, all, some, few, reset]) => [budget, all, some, few, reset])).toEqual([
      ['0.02 %', '0.6 s / 0.6 s', '4 s / 4 s', '1 min / 1 min', '10 min / 10 min'],
      ['5 %', '2.2 min / 2.2 min', '14.4 min / 14.5 min', '3.6 h / 3.6 h', '36 h / 36 h'],
      ['138.89 %', '1 h / 1 h', '1 h / 1 h', '1 h / 1 h', '1 min / 1 min'],
      ['5 %', '2.2 min / 2.2 min', '14.4 min / 14.4 min', 'never / never', '57.8 min / 57.8 min'],
      ['2 %', '52 s / 52 s', '5.8 min / 5.8 min', 'never / never', '59.1 min / 59.1 min'],
      ['5 %', '2.2 min / 2.2 min', '14.4 min / 14.4 min', '3.6 h / 3.6 h', '6 h / 6 h'],
      ['10 %', '4.3 min / 4.3 min', '28.8 min / 28.9 min', '7.2 h / 7.2 h', '3 d / 3 d'],
      ['2 %', '52 s / 52 s', '5.8 min / 5.8 min', 'never / never', '4.9 min / 4.9 min'],
      ['5 %', '2.2 min / 2.2 min', '14.4 min / 14.4 min', '3.6 h / 3.6 h', '29.8 min / 29.8 min'],
      ['10 %', '4.3 min / 4.3 min', '28.8 min / 28.9 min', '7.2 h / 7.2 h', '6 h / 6 h'],
    ]);
  });

  it('states windows and factors', () => {
    expect(cells.map(([strategy, parameters]) => `${strategy}: ${parameters}`)).toEqual([
      '1 target error rate: 10m, 1 ×',
      '2 longer window: 1d12h, 1 ×',
      '3 incremented duration: 1m, 1 ×, for 1h',
      '4 burn rate: 1h, 36 ×',
      '5 multiple burn rates: 1h, 14.4 ×',
      '5 multiple burn rates: 6h, 6 ×',
      '5 multiple burn rates: 3d, 1 ×',
      '6 multiple windows: 1h and 5m, 14.4 ×',
      '6 multiple windows: 6h and 30m, 6 ×',
      '6 multiple windows: 3d and 6h, 1 ×',
    ]);
  });
});
