import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BundleBuildOptions } from '../../../../tools/local-cloud/bundler/build-bundles.ts';
import { createBundleCache } from '../../../../tools/local-cloud/bundler/bundle-cache.ts';
import { cachedBuild } from '../../../../tools/local-cloud/bundler/cached-build.ts';

describe('cachedBuild', () => {
  let projectRoot: string;
  const inProject = (...path: string[]) => join(projectRoot, ...path);
  const past = new Date(Date.now() - 60_000);

  /** Writes a source file that has not been touched for a while. */
  const write = async (file: string, source: string, changedAt = past) => {
    await writeFile(inProject(file), source);
    await utimes(inProject(file), changedAt, changedAt);
  };

  beforeEach(async () => {
    projectRoot = await mkdtemp(join(tmpdir(), 'bundle-cache-'));
    await mkdir(inProject('cache'));
    await write('unused.ts', 'export const unused = 1;');
    await write('shared.ts', 'export { unused } from "./unused.ts"; export const shared = "shared";');
    await write('a.ts', 'import { shared } from "./shared.ts"; export const handler = () => "a " + shared;');
    await write('b.ts', 'export const handler = () => "b";');
  });
  afterEach(() => rm(projectRoot, { recursive: true }));

  let run = 0;
  const build = async (more: Partial<BundleBuildOptions> = {}) => {
    run += 1;
    const outdir = inProject(`out-${run}`);
    const options: BundleBuildOptions = {
      absWorkingDir: projectRoot,
      entryPoints: { a: './a.ts', b: './b.ts' },
      entryNames: '[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      outdir,
      bundle: true,
      format: 'esm',
      sourcemap: true,
      metafile: true,
      write: false,
      logLevel: 'silent',
      ...more,
    };
    const bundles = await cachedBuild(options, createBundleCache(inProject('cache')));
    await kept();
    return Object.fromEntries(bundles.map((bundle) => [bundle.functionName, bundle]));
  };
  const manifests = async () => (await readdir(inProject('cache'))).filter((name) => /\.json$/.test(name));

  /** Waits until nothing is being written to the cache any more. */
  const kept = async () => {
    let [before, now] = ['', JSON.stringify(await readdir(inProject('cache')))];
    while (before !== now) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      [before, now] = [now, JSON.stringify(await readdir(inProject('cache')))];
    }
  };
  /** Marks the cached module of a function as from the cache. */
  const markCached = async () => {
    for (const name of await readdir(inProject('cache'))) {
      if (name.endsWith('.mjs'))
        await writeFile(inProject('cache', name), 'export const handler = () => "cached";');
    }
  };
  const resultOf = async ({ module }: { module: string }) => (await import(module)).handler();
  const results = async (more?: Partial<BundleBuildOptions>) => {
    const { a, b } = await build(more);
    if (!a || !b) throw new Error('a bundle is missing');
    return [await resultOf(a), await resultOf(b)];
  };

  describe('when nothing has changed since', () => {
    it('takes bundles from the cache, with their source maps and inputs', async () => {
      const first = await build();
      await markCached();
      const second = await build();
      expect(await Promise.all(Object.values(second).map(resultOf))).toEqual(['cached', 'cached']);
      expect(second['a']?.inputs).toEqual(first['a']?.inputs);
      expect(JSON.parse(await readFile(second['a']?.companions[0] ?? '', 'utf8'))).toMatchObject({
        version: 3,
      });
    });
  });

  it.each([
    ['its own source', 'a.ts', 'export const handler = () => "changed";', 'changed'],
    ['a source that it imports', 'shared.ts', 'export const shared = "changed";', 'a changed'],
    ['a source of which it uses nothing', 'unused.ts', 'export const unused = 2;', 'a shared'],
  ])('builds a function again when %s has changed, and no other', async (_, file, source, expected) => {
    await build();
    await markCached();
    await write(file, source, new Date(past.getTime() + 1_000));
    expect(await results()).toEqual([expected, 'cached']);
  });

  it('keeps one bundle of a function, the newest', async () => {
    await build();
    await write('a.ts', 'export const handler = () => "changed";');
    await build();
    expect(await manifests()).toHaveLength(2);
    expect((await readdir(inProject('cache'))).filter((name) => name.endsWith('.mjs'))).toHaveLength(2);
  });

  it('builds again for other options', async () => {
    await build();
    await markCached();
    expect(await results({ minify: true })).toEqual(['a shared', 'b']);
  });

  it('keeps nothing of a source that changed while it was built', async () => {
    await write('a.ts', 'export const handler = () => "just written";', new Date(Date.now() + 60_000));
    await build();
    expect(await manifests()).toHaveLength(1);
  });

  it.each([
    ['is cut off', '{"files":['],
    ['names files that are gone', '{"files":["gone.mjs"],"inputs":{}}'],
  ])('builds again when the cache %s', async (_, manifest) => {
    await build();
    for (const name of await manifests()) await writeFile(inProject('cache', name), manifest);
    expect(await results()).toEqual(['a shared', 'b']);
  });
});
