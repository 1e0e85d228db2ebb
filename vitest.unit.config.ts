import { defineConfig } from 'vitest/config';

/** Tests of the service's code that start no process, no server and no database: a few seconds in all. */
export default defineConfig({
  test: {
    include: ['test/lib/**/*.test.ts'],
    exclude: [
      'test/lib/adapters/**',
      'test/lib/metrics/dynamodb/**',
      'test/lib/metrics/exposition/present-metrics.test.ts',
      'test/lib/platform/aws/**',
      'test/lib/platform/dynamodb/**',
    ],
    isolate: false,
    experimental: { viteModuleRunner: false },
  },
});
