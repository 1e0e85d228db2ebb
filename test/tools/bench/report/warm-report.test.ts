import { describe, expect, it } from 'vitest';
import { warmReport } from '../../../../tools/bench/report/warm-report.ts';
import type { OperationCounts, WarmRun } from '../../../../tools/bench/warm/warm-run.ts';

const aRun = (medianUs: number, warmOperations: OperationCounts): WarmRun => ({
  medianUs,
  p99Us: medianUs * 2,
  cpuUs: medianUs,
  rssMb: 80,
  firstOperations: { BatchGetItem: 1, ...warmOperations },
  warmOperations,
});

const report = (ofPeers: OperationCounts) => {
  const runs = {
    function: [aRun(50, { PutItem: 1 }), aRun(150, { PutItem: 1 })],
    bare: [aRun(25, ofPeers), aRun(75, ofPeers)],
    stock: [aRun(100, ofPeers), aRun(300, ofPeers)],
    team: [aRun(200, { PutItem: 3 }), aRun(600, { PutItem: 3 })],
  };
  return warmReport({ handler: runs, client: runs, database: runs });
};

describe('warmReport', () => {
  it('leads with the ratios to the peers', () => {
    expect(report({ PutItem: 1 })).toMatch(
      /\| create-order +\| 0\.50 \(0\.50–0\.50\) \| 0\.25 \(0\.25–0\.25\) \|/,
    );
  });

  describe('when all subjects make the same calls to DynamoDB', () => {
    it('lists the calls', () => {
      expect(report({ PutItem: 1 })).toContain(
        '1 BatchGetItem + 1 PutItem in the first invocation, then 1 PutItem',
      );
    });
  });

  describe('when the peers make other calls than the function', () => {
    it('warns that the figures do not compare', () => {
      expect(report({ 'TransactWriteItems of 2': 1 })).toContain('NOT COMPARABLE');
    });
  });
});
