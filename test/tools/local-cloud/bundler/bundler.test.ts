import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundling } from '../../../../lib/contract/bundling.ts';
import { type Bundler, startBundler } from '../../../../tools/local-cloud/bundler/bundler.ts';

const soon = { timeout: 8_000, interval: 20 };

describe('startBundler', () => {
  let projectRoot: string;
  let bundler: Bundler | undefined;
  let printed: string[];
  let changes: string[][];

  beforeEach(async () => {
    projectRoot = await mkdtemp(join(tmpdir(), 'bundler-'));
    printed = [];
    changes = [];
    await mkdir(join(projectRoot, 'src'));
    await write('shared.ts', 'export const shared: string = "shared";');
    await write('a.ts', 'import { shared } from "./shared.ts"; export const handler = () => "a " + shared;');
    await write('b.ts', 'import http from "node:http"; export const handler = () => "b " + http.name;');
    await mkdir(join(projectRoot, 'lib/platform/node'), { recursive: true });
    await writeFile(join(projectRoot, 'lib/platform/node/http.ts'), 'export default { name: "stand-in" };');
  });
  afterEach(async () => {
    await bundler?.close();
    bundler = undefined;
    await rm(projectRoot, { recursive: true });
  });

  /** Writes atomically, so that the watcher never reads half a file. */
  const write = async (file: string, source: string) => {
    await writeFile(join(projectRoot, 'new'), source);
    await rename(join(projectRoot, 'new'), join(projectRoot, 'src', file));
  };

  const start = async (first = ['a', 'b']) => {
    bundler = await startBundler({
      bundling: { ...bundling, chunks: {} },
      projectRoot,
      entries: { a: 'src/a.ts', b: 'src/b.ts' },
      first,
      outdir: join(projectRoot, 'out'),
      onChange: (names) => changes.push([...names]),
      print: (text) => printed.push(text),
      color: false,
    });
    return bundler;
  };

  const result = async (current: Bundler, name: string) => (await import(current.codeUrl(name))).handler();

  it('makes one module of each function, with the aliases of the contract', async () => {
    const current = await start();
    expect(await result(current, 'a')).toBe('a shared');
    expect(await result(current, 'b')).toBe('b stand-in');
    expect(changes).toEqual([]);
  });

  it('refuses to start when the sources do not compile, and names the place', async () => {
    await write('b.ts', 'export const handler = (');
    await expect(start()).rejects.toThrow(/do not compile:[\s\S]*src\/b\.ts:1:24/);
  });

  describe('when only some functions are needed at first', () => {
    it('bundles each of the others once it is asked for', async () => {
      const current = await start(['a']);
      expect(() => current.codeUrl('b')).toThrow();
      await Promise.all([current.bundled('b'), current.bundled('b')]);
      expect(await result(current, 'b')).toBe('b stand-in');
      expect(printed).toEqual([]);
    });

    it('starts although another one does not compile, and reports the error on its first request', async () => {
      await write('b.ts', 'export const handler = (');
      const current = await start(['a']);
      await expect(current.bundled('b')).rejects.toThrow('b does not compile');
      expect(printed[0]).toContain('src/b.ts:1:24');
      await current.bundled('a');
      await write('b.ts', 'export const handler = () => "mended";');
      await vi.waitFor(() => expect(printed.at(-1)).toBe('Everything compiles again.'), soon);
      expect(await result(current, 'b')).toBe('mended');
    });
  });

  it('bundles again when a source changes, and names the functions that are different', async () => {
    const current = await start();
    const before = current.codeUrl('b');
    await write('shared.ts', 'export const shared: string = "changed";');
    await vi.waitFor(() => expect(changes).toEqual([['a']]), soon);
    expect(await result(current, 'a')).toBe('a changed');
    expect(current.codeUrl('b')).toBe(before);
    expect(printed).toEqual(['Reloaded: a']);
  });

  it('keeps the last good bundles while the sources do not compile', async () => {
    const current = await start();
    const before = current.codeUrl('a');
    await write('a.ts', 'export const handler = ;');
    await vi.waitFor(() => expect(printed).toHaveLength(1), soon);
    expect(printed[0]).toMatch(/functions that compiled before keep serving[\s\S]*src\/a\.ts:1:23/);
    expect(current.codeUrl('a')).toBe(before);
    expect(await result(current, 'b')).toBe('b stand-in');
    await write('a.ts', 'import { shared } from "./shared.ts"; export const handler = () => "a " + shared;');
    await vi.waitFor(() => expect(printed.at(-1)).toBe('Everything compiles again.'), soon);
    expect(changes).toEqual([]);
  });
});
