import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCheckpoints } from '../../../../tools/local-cloud/streams/checkpoints.ts';

describe('openCheckpoints', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('remembers the last one of each shard from one run to the next', async () => {
    const file = join(directory, 'checkpoints.json');
    const first = await openCheckpoints(file);
    await Promise.all([
      first.set('s', 'shard-1', '1'),
      first.set('s', 'shard-2', '7'),
      first.set('s', 'shard-1', '2'),
    ]);
    const second = await openCheckpoints(file);
    expect([second.get('s', 'shard-1'), second.get('s', 'shard-2')]).toEqual(['2', '7']);
    expect([second.get('other', 'shard-1'), second.get('s', 'shard-3')]).toEqual([undefined, undefined]);
    expect(await readdir(directory)).toEqual(['checkpoints.json']);
  });

  it('remembers them for as long as it runs without a file', async () => {
    const checkpoints = await openCheckpoints();
    await checkpoints.set('s', 'shard', '5');
    expect(checkpoints.get('s', 'shard')).toBe('5');
  });
});
