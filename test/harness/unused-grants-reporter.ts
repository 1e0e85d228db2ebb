import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';
import { unreachedGrants } from './service/unreached-grants.ts';
import { clearUsedGrants, listUnusedGrants } from './service/used-grants.ts';

const serviceTests = () => globSync(join(import.meta.dirname, '../service/*.test.ts'));

/** `<function> <action>` of a grant, without the resource. */
const actionOf = (grant: string): string => grant.split(' ', 2).join(' ');

/** The report on grants that no test used; `isExplained` unless one of them has no reason. */
export const unusedGrantsReport = (
  { declared, unused }: Awaited<ReturnType<typeof listUnusedGrants>>,
  reasons: Readonly<Record<string, string>>,
): { readonly text: string; readonly isExplained: boolean } => {
  const unexplained = unused.filter((grant) => reasons[actionOf(grant)] === undefined);
  const lines = unused.map((grant) => `${grant}: ${reasons[actionOf(grant)] ?? 'UNEXPLAINED'}`);
  const advice = `Remove a grant that is not needed, test it in test/service, or explain it in unreached-grants.ts.`;
  return {
    isExplained: unexplained.length === 0,
    text: [
      `IAM grants: ${declared.length} declared, ${unused.length} never used, ${unexplained.length} of them unexplained`,
      ...lines.map((line) => `  ${line}`),
      ...(unexplained.length > 0 ? [advice] : []),
    ].join('\n'),
  };
};

/**
 * Prints the grants of the contract that no request of the test run needed, and fails the run in CI if one is unexplained.
 * Only a run of all service tests can know.
 */
export class UnusedGrantsReporter implements Reporter {
  onTestRunStart(): void {
    clearUsedGrants();
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    _errors: unknown,
    reason: TestRunEndReason,
  ): Promise<void> {
    const run = new Set(modules.map(({ moduleId }) => moduleId));
    if (reason !== 'passed' || !serviceTests().every((file) => run.has(file))) return;
    const { text, isExplained } = unusedGrantsReport(await listUnusedGrants(), unreachedGrants);
    process.stdout.write(`\n${text}\n`);
    if (!isExplained && process.env['CI']) process.exitCode = 1;
  }
}
