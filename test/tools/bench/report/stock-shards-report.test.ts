import { expect, it } from 'vitest';
import { contentionReport, stockShardsReport } from '../../../../tools/bench/report/stock-shards-report.ts';

it('stockShardsReport names the model, and compares every number of stock items with one', () => {
  const results = [100, 200, 400, 600, 800].map((accepted) => ({
    offered: 1_000,
    accepted,
    errors: { 'SYS-004': 1_000 - accepted },
    left: 0,
    conflicts: 500,
    latenciesMs: [10, 20, 30],
  }));
  const report = stockShardsReport({
    seconds: 1,
    byLoad: [results, results, results],
    onOnePartition: results,
    heldHalf: results,
    heldTwice: results,
  });
  expect(report).toMatch(/^A MODEL/);
  const cells = report
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .find(([, shards]) => shards === '16');
  expect(cells?.slice(1, -1)).toEqual(['16', '320', '8.00', '0.50', '20', '30', '8.00', '8.00', '320']);
  expect(report).toContain('| 400 orders/s');
});

it('contentionReport shows the outcomes of orders and the conflicts of each scenario', () => {
  const result = {
    offered: 200,
    accepted: 50,
    errors: { 'ORD-004': 150 },
    conflicts: 900,
    latenciesMs: [10, 20, 30],
    left: 0,
  };
  const report = contentionReport({ buyersAtOnce: result, steady: result, busy: result });
  const [, , buyers = ''] = report.split('\n');
  const cells = buyers.split('|').map((cell) => cell.trim());
  expect(cells.slice(2, -1)).toEqual(['200', '50', '150', '0', '900', '20', '30']);
});
