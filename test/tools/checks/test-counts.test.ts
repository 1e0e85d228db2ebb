import { describe, expect, it } from 'vitest';
import { type TestReport, testCounts } from '../../../tools/checks/test-counts.ts';

const report = (changes: Partial<TestReport>): TestReport => ({
  success: true,
  numPassedTests: 5,
  numFailedTests: 0,
  testResults: [],
  ...changes,
});

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((testStatus) => ({ status: testStatus })),
});

describe('testCounts', () => {
  it('counts passed and failed tests', () => {
    const testResults = [file('failed', 'failed', 'passed'), file('passed', 'passed')];
    expect(testCounts(report({ success: false, numFailedTests: 1, testResults }))).toEqual({
      passed: 5,
      failed: 1,
    });
  });

  it('counts a file that could not be loaded as one failure', () => {
    const testResults = [file('failed'), file('failed', 'passed'), file('passed', 'passed')];
    expect(testCounts(report({ success: false, testResults }))).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a run that failed outside its tests as one failure', () => {
    expect(testCounts(report({ success: false }))).toEqual({ passed: 5, failed: 1 });
  });
});
