import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Without the bundles of the functions, which no contract suite needs. */
const configuration = `export default {
  test: {
    include: ['test/**/*.test.ts'],
    isolate: false,
    experimental: { viteModuleRunner: false },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};
`;

const reportSchema = z.object({
  numPassedTests: z.int(),
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface TestFileResult {
  readonly passed: number;
  /** The first test that failed, or why the file could not be run; `undefined` when all passed. */
  readonly failure: string | undefined;
}

/** Longest time of one test file, in milliseconds: a fault may make a test wait for ever. */
const limitMs = 180_000;

const run = (root: string, args: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });

/** Runs one test file of a source tree. */
export const runTestFile = async (root: string, file: string): Promise<TestFileResult> => {
  const config = join(root, 'contract-suite.config.ts');
  const reportFile = join(root, 'contract-suite.json');
  writeFileSync(config, configuration);
  rmSync(reportFile, { force: true });
  const { code, output } = await run(root, [
    file,
    '--config',
    config,
    '--reporter=json',
    `--outputFile=${reportFile}`,
  ]);
  if (!existsSync(reportFile)) {
    return { passed: 0, failure: `ended with ${code} and no report: ${output.trim().slice(-300)}` };
  }
  const { numPassedTests, testResults } = reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  const broken = testResults.find(({ message }) => message !== '');
  return {
    passed: numPassedTests,
    failure: failed?.fullName ?? broken?.message ?? (code === 0 ? undefined : `ended with ${code}`),
  };
};
