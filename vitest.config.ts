import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/harness/slowest-first.ts';
import { UnusedGrantsReporter } from './test/harness/unused-grants-reporter.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/harness/bundle-functions.ts',
    reporters: ['default', new UnusedGrantsReporter()],
    sequence: { sequencer: SlowestFirst },
    // No test patches a module, so that files can share what a worker has loaded.
    isolate: false,
    // The sources run in Node as they are, in tests too.
    experimental: { viteModuleRunner: false },
    // Twice the two cores that the suite is made for: many tests wait for processes and timeouts.
    maxWorkers: 4,
    // They end a test that hangs, also on a busy machine; no test measures speed by them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
