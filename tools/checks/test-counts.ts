import { readFileSync } from 'node:fs';

/** The part of vitest's JSON report that is counted. */
export interface TestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Tests that passed and failed; a file that failed without a failed test counts as one, and so does a run that did. */
export const testCounts = (report: TestReport): { passed: number; failed: number } => {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return { passed: report.numPassedTests, failed: failed === 0 && !report.success ? 1 : failed };
};

if (import.meta.main) {
  const { passed, failed } = testCounts(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
  console.log(`${passed} ${failed}`);
}
