import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStateDirectory } from '../../../../tools/local-cloud/state/state-directory.ts';
import { holdDirectories } from '../../../harness/local-cloud/hold-directories.ts';

describe('openStateDirectory', () => {
  let root: string;
  let directory: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'state-'));
    directory = join(root, 'state');
  });
  afterEach(() => rm(root, { recursive: true }));

  const isRefused = (owner: number | undefined) =>
    expect(openStateDirectory(directory)).rejects.toThrow(
      `Another local run (process ${owner}) keeps its state in ${directory}. Stop it, or start without --persist.`,
    );

  it('locks the directory until it is released', async () => {
    const unlock = await openStateDirectory(directory);
    await isRefused(process.pid);
    await unlock();
    await (await openStateDirectory(directory))();
  });

  it('locks out other processes until the owner ends, also by a signal', async () => {
    const owner = await holdDirectories(root);
    await isRefused(owner.child.pid);
    await owner.kill();
    await (await openStateDirectory(directory))();
  });

  it.each([
    ['of a process that has its owner’s id by now', 'process-id', String(process.pid)],
    ['of an earlier version', 'lock', String(process.pid)],
    ['with other content', 'lock.sqlite', 'rubbish'.repeat(100)],
  ])('replaces a stale lock: one %s', async (_, file, content) => {
    await mkdir(directory);
    await writeFile(join(directory, file), content);
    const unlock = await openStateDirectory(directory);
    await isRefused(process.pid);
    await unlock();
  });
});
