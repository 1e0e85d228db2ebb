import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';
import { clearUsedGrants, listUnusedGrants } from './service/used-grants.ts';

const serviceTests = () => globSync(join(import.meta.dirname, '../service/*.test.ts'));

/** Prints the grants of the contract that no request of the test run needed. Only a run of all service tests can know. */
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
    const { declared, unused } = await listUnusedGrants();
    const lines = [`IAM grants: ${declared.length} declared, ${unused.length} never used`, ...unused];
    process.stdout.write(`\n${lines.join('\n  ')}\n`);
  }
}
