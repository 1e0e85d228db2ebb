import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // No test patches a module, so that files can share what a worker has loaded.
    isolate: false,
    // One more than the two cores that the suite is made for: many tests wait for processes and timeouts.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
