import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeTemporaryDirectory,
  removeLeftovers,
} from '../../../../tools/local-cloud/state/temporary-directory.ts';
import { holdDirectories } from '../../../harness/local-cloud/hold-directories.ts';

describe('removeLeftovers', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'leftovers-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const names = async () => (await readdir(root)).filter((name) => name !== 'state').toSorted();

  it('removes directories of a killed process', async () => {
    const owner = await holdDirectories(root);
    await writeFile(join(owner.temporary, 'data'), 'a');
    await owner.kill();
    expect(await names()).toEqual([basename(owner.temporary)]);
    await removeLeftovers([root]);
    expect(await names()).toEqual([]);
  });

  it('keeps directories of running processes, this one included', async () => {
    const owner = await holdDirectories(root);
    const own = await makeTemporaryDirectory('test', root);
    await removeLeftovers([root]);
    expect(await names()).toEqual([basename(owner.temporary), basename(own.path)].toSorted());
    await own.remove();
    await owner.kill();
  });

  it('keeps directories without a lock, and those of other programs', async () => {
    await mkdir(join(root, 'local-cloud-test-1'));
    await mkdir(join(root, 'local-cloud-test-2'));
    await writeFile(join(root, 'local-cloud-test-2', 'owner.sqlite'), '');
    await mkdir(join(root, 'order-service'));
    await removeLeftovers([root, join(root, 'missing')]);
    expect(await names()).toEqual(['local-cloud-test-1', 'local-cloud-test-2', 'order-service']);
  });
});
