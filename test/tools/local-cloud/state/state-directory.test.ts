import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStateDirectory } from '../../../../tools/local-cloud/state/state-directory.ts';

describe('openStateDirectory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'state-')), '.local');
  });
  afterEach(() => rm(dirname(directory), { recursive: true }));

  it('keeps others away until it is given back', async () => {
    const unlock = await openStateDirectory(directory);
    await expect(openStateDirectory(directory)).rejects.toThrow(
      `Another local run (process ${process.pid}) keeps its state here. Stop it, or start without --persist.`,
    );
    await unlock();
    expect(await readdir(directory)).toEqual([]);
    await (await openStateDirectory(directory))();
  });

  it.each(['999999999', '', 'rubbish'])('takes a lock over that was left behind: %j', async (content) => {
    await mkdir(directory);
    await writeFile(join(directory, 'lock'), content);
    const unlock = await openStateDirectory(directory);
    await expect(openStateDirectory(directory)).rejects.toThrow('Another local run');
    await unlock();
  });
});
