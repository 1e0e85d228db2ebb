import { defineConfig } from 'vitest/config';
import { loopbackOnly } from './test/harness/loopback-only-options.ts';

/** Tests of the service's code that start no process, no server and no database: a few seconds in all. */
export default defineConfig({
  test: {
    ...loopbackOnly,
    include: ['test/lib/**/*.test.ts'],
    exclude: [
      'test/lib/adapters/**',
      'test/lib/metrics/dynamo-*.test.ts',
      'test/lib/metrics/exposition/formats.test.ts',
      'test/lib/platform/aws/**',
      'test/lib/platform/dynamodb/**',
      'test/lib/platform/node/keep-alive.test.ts',
    ],
    isolate: false,
    testTimeout: 120_000,
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
