import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createSourceWatcher,
  type SourceWatcher,
} from '../../../../tools/local-cloud/bundler/source-watcher.ts';

describe('createSourceWatcher', () => {
  let directory: string;
  let watcher: SourceWatcher;
  const onChange = vi.fn();

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sources-'));
    onChange.mockReset();
    watcher = createSourceWatcher(onChange);
  });
  afterEach(async () => {
    watcher.close();
    await rm(directory, { recursive: true });
  });

  it('reports several simultaneous changes once', async () => {
    watcher.watch(new Set([directory]));
    await Promise.all(['a', 'b', 'c'].map((file) => writeFile(join(directory, file), 'x')));
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
  });

  it('continues when a directory is missing', async () => {
    watcher.watch(new Set([join(directory, 'missing'), directory]));
    await writeFile(join(directory, 'a'), 'x');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
  });

  it('watches more directories as they come', async () => {
    const other = await mkdtemp(join(tmpdir(), 'other-sources-'));
    watcher.watch(new Set([directory]));
    watcher.watch(new Set([directory, other]));
    await writeFile(join(other, 'a'), 'x');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledOnce());
    await writeFile(join(directory, 'a'), 'x');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2));
    await rm(other, { recursive: true });
  });
});
