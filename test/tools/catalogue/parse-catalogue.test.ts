import { describe, expect, it } from 'vitest';
import { problemText } from '../../../tools/catalogue/catalogue-row.ts';
import { parseCatalogue } from '../../../tools/catalogue/parse-catalogue.ts';

const problemsOf = (...lines: readonly string[]) =>
  parseCatalogue(lines.join('\n')).problems.map(problemText);

describe('parseCatalogue', () => {
  it('reads every column, in any order, with quotes, a byte order mark and lines of Windows', () => {
    const text =
      '\ufeffname,sku,stock,price,currency,discontinued,stockShards\r\n"Tea, ""green""",T-1,5,19.9,USD,true,4\r\n';
    expect(parseCatalogue(text)).toEqual({
      problems: [],
      rows: [
        {
          line: 2,
          sku: 'T-1',
          values: {
            name: 'Tea, "green"',
            stock: 5,
            stockShards: 4,
            unitPrice: { amount: 1_990, currency: 'USD' },
            discontinued: true,
          },
        },
      ],
    });
  });

  it.each([
    ['19.99', 1_999],
    ['1.1', 110],
    ['5', 500],
    ['0.07', 7],
    ['1000000.00', 100_000_000],
  ])('reads the price %s exactly', (price, amount) => {
    const { rows } = parseCatalogue(`sku,price,currency\nT-1,${price},USD\n`);
    expect(rows[0]?.values.unitPrice).toEqual({ amount, currency: 'USD' });
  });

  it('leaves a value out whose cell is empty or whose column is absent', () => {
    const { rows, problems } = parseCatalogue('sku,name\nT-1,\n\nT-2,Mate\n');
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { line: 2, sku: 'T-1', values: {} },
      { line: 4, sku: 'T-2', values: { name: 'Mate' } },
    ]);
  });

  it('names every problem of the file with line and column', () => {
    expect(
      problemsOf(
        'sku,name,price,currency,stock,discontinued',
        'T-1,Tea,"1,99",USD,1,',
        '-T,Tea,2.999,USD,-4,yes',
        'T-1,Tea,1,EUR,1,',
        'T-3,Tea',
        'T-4,a\u202eb,1000000.01,USD,2,true',
        'T-5,Tea,,USD,,',
      ),
    ).toEqual([
      'line 2, column price: "1,99" is not an amount of USD, such as 19.99',
      'line 3, column sku: must be 1 to 64 letters, digits or . _ -',
      'line 3, column price: "2.999" is not an amount of USD, such as 19.99',
      'line 3, column stock: "-4" is not a whole number',
      'line 3, column discontinued: "yes" is neither true nor false',
      'line 4, column sku: T-1 is in line 2, too',
      'line 4, column currency: must be USD, with a price',
      'line 5: has 2 cells instead of 6',
      'line 6, column name: must not contain control characters, direction controls or invalid Unicode',
      'line 6, column price: is too large',
      'line 7, column price: is needed with a currency',
    ]);
  });

  it.each([
    ['', ['line 1: the file is empty']],
    ['name\nTea', ['line 1, column sku: is missing']],
    [
      'sku,sku,colour\nT-1,T-1,red',
      [
        'line 1, column sku: occurs twice',
        'line 1, column colour: is unknown; the columns are sku, name, price, currency, stock, stockShards, discontinued',
      ],
    ],
  ])('refuses the header of %j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('names the line of a quote that is never closed', () => {
    expect(problemsOf('sku,name', 'T-1,Tea', 'T-2,"Mate')).toEqual([
      expect.stringMatching(/^line 3: Quote Not Closed/),
    ]);
  });

  it('refuses more products than a file may have', () => {
    const lines = Array.from({ length: 100_001 }, (_, n) => `T-${n}`);
    expect(problemsOf('sku', ...lines)).toEqual([
      'line 1: the file has more than 100000 products; divide it',
    ]);
  });
});
