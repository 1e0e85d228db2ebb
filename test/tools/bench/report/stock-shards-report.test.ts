import { expect, it } from 'vitest';
import { stockShardsReport } from '../../../../tools/bench/report/stock-shards-report.ts';

it('stockShardsReport says that it is a model, and sets every number of stock items against one', () => {
  const results = [100, 200, 400, 600, 800].map((accepted) => ({
    offered: 1_000,
    accepted,
    refused: 1_000 - accepted,
    conflicts: 500,
    latenciesMs: [10, 20, 30],
  }));
  const report = stockShardsReport({
    seconds: 1,
    byLoad: [results, results, results, results],
    onOnePartition: results,
    heldHalf: results,
    heldTwice: results,
  });
  expect(report).toMatch(/^A MODEL/);
  const cells = report
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .find(([, shards]) => shards === '16');
  expect(cells?.slice(1, -1)).toEqual(['16', '800', '8.00', '0.50', '20', '30', '8.00', '8.00', '800']);
  expect(report).toContain('| 1000 orders/s');
});
