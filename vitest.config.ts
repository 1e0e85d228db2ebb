import { defineConfig } from 'vitest/config';
import { loopbackOnly } from './test/harness/loopback-only-options.ts';
import { SlowestFirst } from './test/harness/slowest-first.ts';
import { UnusedGrantsReporter } from './test/harness/unused-grants-reporter.ts';

export default defineConfig({
  test: {
    ...loopbackOnly,
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/harness/bundle-functions.ts',
    reporters: ['default', new UnusedGrantsReporter()],
    sequence: { sequencer: SlowestFirst },
    // No test patches a module, so that files can share what a worker has loaded.
    isolate: false,
    // The sources run in Node as they are, in tests too.
    // The loader of Vitest would strip and parse each test file once more, to find patches of modules.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // One more than the two cores that the suite is made for: many tests wait for processes and timeouts.
    // Each worker loads and compiles the sources once more.
    maxWorkers: 3,
    // They end a test that hangs, also on a busy machine; no test measures speed by them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
