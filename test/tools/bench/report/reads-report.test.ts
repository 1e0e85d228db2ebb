import { describe, expect, it } from 'vitest';
import { catalogueReadsReport, orderReadsReport } from '../../../../tools/bench/report/reads-report.ts';

describe('orderReadsReport', () => {
  it('has calls and read units of each read, now and before', () => {
    const reads = [
      {
        name: 'a list',
        now: { calls: { Query: 8, BatchGetItem: 1 }, units: 14 },
        before: { calls: { Query: 21 }, units: 720.5 },
      },
      { name: 'a new one', now: { calls: {}, units: 0 }, before: undefined },
    ];
    const cells = orderReadsReport({ orders: 500, reads })
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    expect(cells[0]).toContain('reads with 500 orders of one customer');
    expect(cells[2]).toEqual(['', 'a list', '8 Query + 1 BatchGetItem', '14', '21 Query', '720.5', '']);
    expect(cells[3]).toEqual(['', 'a new one', '0', '0', '', '', '']);
  });
});

describe('catalogueReadsReport', () => {
  it('states the size of the catalogue', () => {
    const reads = [{ name: 'a page', now: { calls: { Query: 1 }, units: 4 }, before: undefined }];
    const [header = '', , row] = catalogueReadsReport({ products: 100, stockShards: 20, reads }).split('\n');
    expect(header).toContain('reads with 100 products × 20 stock items');
    expect(row).toMatch(/^\| a page +\| +1 Query \| +4 \|/);
  });
});
