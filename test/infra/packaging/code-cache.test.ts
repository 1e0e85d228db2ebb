import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/packaging/bundle-functions.ts';
import {
  codeCacheProblem,
  compileFunction,
  loadFunctions,
  type PackagedFunction,
  sourceHash,
} from '../../../infra/packaging/code-cache.ts';
import { lambdaNodeOptions, machineArchitecture } from '../../../infra/packaging/lambda-node.ts';
import { runPackaged } from '../../harness/infra/packaged-function.ts';

const withoutGc = lambdaNodeOptions.filter((option) => option !== '--expose-gc');

describe('a packaged function', () => {
  let root: string;
  let order: PackagedFunction;
  let health: PackagedFunction;
  let statusCodes: readonly unknown[];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'packages-'));
    const packaged = await bundleFunctions(['create-order', 'health-live'], root);
    [order, health] = ['create-order', 'health-live'].map((id) =>
      packaged.find(({ functionId }) => functionId === id),
    ) as [PackagedFunction, PackagedFunction];
    [statusCodes] = await Promise.all([compileFunction(order), compileFunction(health)]);
  });
  afterAll(() => rm(root, { recursive: true }));

  /** A copy of a package whose compiled code is another one. */
  const withCache = async (packaged: PackagedFunction, change: (cache: Buffer) => Buffer | undefined) => {
    const directory = await mkdtemp(join(root, 'copy-'));
    await cp(packaged.directory, directory, { recursive: true });
    const file = join(directory, 'function.cache');
    const cache = change(await readFile(file));
    await (cache ? writeFile(file, cache) : rm(file));
    return { ...packaged, directory };
  };

  it('is compiled while it handles requests as a client sends them', () => {
    expect(statusCodes).toEqual([201, 201]);
  });

  it('uses its compiled code, and reports that at its cold start only', async () => {
    const run = await runPackaged(order, lambdaNodeOptions);
    expect(run).toMatchObject({ statusCode: 201, stderr: '' });
    expect(run.codeCaches[0]).toBe('accepted');
    expect(run.codeCaches.at(-1)).toBe('warm undefined');
  });

  it('takes it with any size of the heap', async () => {
    const sizes = ['--max-semi-space-size=6', '--max-old-space-size=115'];
    const run = await runPackaged(health, ['--expose-gc', '--max-http-header-size=81920', ...sizes]);
    expect(run.codeCaches).toContain('accepted');
  });

  it.each<[string, 'missing' | 'damaged', (cache: Buffer) => Buffer | undefined]>([
    ['is missing', 'missing', () => undefined],
    ['is empty', 'damaged', () => Buffer.alloc(0)],
    ['is cut off', 'damaged', (cache) => cache.subarray(0, cache.length / 2)],
    ['has a changed byte', 'damaged', (cache) => cache.fill((cache[50_000] ?? 0) ^ 1, 50_000, 50_001)],
  ])('starts silently when the compiled code %s', async (_, state, change) => {
    const run = await runPackaged(await withCache(order, change), lambdaNodeOptions);
    expect(run).toMatchObject({ statusCode: 201, stderr: '' });
    expect(run.codeCaches[0]).toBe(state);
  });

  it('starts silently when the process has other flags than the one that compiled', async () => {
    const run = await runPackaged(order, withoutGc);
    expect(run).toMatchObject({ statusCode: 201, stderr: '' });
    expect(run.codeCaches[0]).toBe('rejected');
  });

  it('rejects code that was compiled without the flags of Lambda', async () => {
    const copy = await withCache(health, (cache) => cache);
    await compileFunction(copy, withoutGc);
    expect((await runPackaged(copy, withoutGc)).codeCaches).toContain('accepted');
    expect((await runPackaged(copy, lambdaNodeOptions)).codeCaches).toContain('rejected');
  });

  it('fails the packaging when it does not load', async () => {
    const copy = await withCache(health, () => undefined);
    await writeFile(join(copy.directory, 'function.cjs'), 'require("zod").string().unknownMethod();');
    await expect(compileFunction(copy)).rejects.toThrow('health-live does not load when it is packaged');
    expect(() => loadFunctions([order, copy])).toThrow('health-live does not load');
    expect(() => loadFunctions([order, health])).not.toThrow();
  });

  it('has a hash of its sources, the version of Node and V8’s tag, not of the compiled code', async () => {
    const copy = await withCache(health, () => undefined);
    const made = await sourceHash(health.directory, 'v24.0.0', '1');
    expect(await sourceHash(copy.directory, 'v24.0.0', '1')).toBe(made);
    expect(await sourceHash(copy.directory, 'v24.0.1', '1')).not.toBe(made);
    await writeFile(join(copy.directory, 'function.cjs'), 'changed');
    expect(await sourceHash(copy.directory, 'v24.0.0', '1')).not.toBe(made);
  });
});

describe('codeCacheProblem', () => {
  it('is absent for the architecture of this machine', () => {
    expect(machineArchitecture && codeCacheProblem(machineArchitecture)).toBeUndefined();
  });

  it('names the architecture to package on for any other', () => {
    const other = machineArchitecture === 'arm64' ? 'x86_64' : 'arm64';
    expect(codeCacheProblem(other)).toContain(`package on a machine with ${other}`);
  });
});
