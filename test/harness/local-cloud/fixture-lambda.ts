import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundling } from '../../../lib/contract/bundling.ts';
import { bundleCacheDirectory } from '../../../tools/local-cloud/bundler/bundle-cache.ts';
import { startBundler } from '../../../tools/local-cloud/bundler/bundler.ts';
import type { Invocation } from '../../../tools/local-cloud/lambda/invocation.ts';
import {
  createLambdaService,
  type LambdaServiceOptions,
} from '../../../tools/local-cloud/lambda/lambda-service.ts';
import { queryLogs } from '../../../tools/local-cloud/logs/log-query.ts';
import { createLogStore } from '../../../tools/local-cloud/logs/log-store.ts';
import { projectRoot } from '../../../tools/project.ts';

export const fixtureEntry = (name: string): string => `test/harness/local-cloud/functions/${name}.ts`;

/** Runs functions of `fixtures/functions`, each with a timeout of two seconds by default. */
export const startFixtureLambda = async (
  names: readonly string[],
  options: Partial<LambdaServiceOptions> & { timeoutSeconds?: number; memoryMb?: number } = {},
) => {
  const outdir = await mkdtemp(join(tmpdir(), 'fixture-lambda-'));
  const bundler = await startBundler({
    bundling,
    projectRoot,
    entries: Object.fromEntries(names.map((name) => [name, fixtureEntry(name)])),
    first: names,
    outdir,
    cacheDirectory: bundleCacheDirectory(projectRoot),
    onChange: () => {},
    print: () => {},
    color: false,
  });
  const logs = createLogStore(Date.now);
  const { timeoutSeconds = 2, memoryMb = 128, ...rest } = options;
  const lambda = createLambdaService({
    functions: names.map((name) => ({
      name,
      timeoutSeconds,
      memoryMb,
      accessKeyId: `key-of-${name}`,
      environment: { COLOUR: 'green' },
    })),
    code: bundler,
    runtimeUrl: bundler.runtimeUrl,
    logs,
    maxEnvironments: 4,
    maxStarts: 4,
    freezing: true,
    ...rest,
  });
  return {
    lambda,
    invoke: (name: string, event: unknown = {}, signal = new AbortController().signal): Promise<Invocation> =>
      lambda.invoke(name, { event: JSON.stringify(event), traceId: 'Root=1-a-b' }, signal),
    snapshot(name: string) {
      const snapshot = lambda.snapshot().get(name);
      if (!snapshot) throw new Error(`no function ${name}`);
      return snapshot;
    },
    logItems: (functionName: string) => queryLogs(logs, { functionName, limit: 10_000 }),
    async close() {
      await lambda.close();
      await bundler.close();
      await rm(outdir, { recursive: true });
    },
  };
};

export type FixtureLambda = Awaited<ReturnType<typeof startFixtureLambda>>;

/** Result of a function. */
export const resultOf = ({ outcome }: Invocation) =>
  outcome.status === 'succeeded' ? JSON.parse(outcome.payload) : outcome;
