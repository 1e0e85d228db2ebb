import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbandoned, takeLock } from './lock.ts';

const prefix = 'local-cloud-';

const sharedMemory = '/dev/shm';

/** A container often has 64 MiB there, which a load test fills. */
const enoughBytes = 2 ** 30;

/** A directory in memory, where the machine has enough file storage there. */
export const fastRoot = async (): Promise<string> => {
  const space = await statfs(sharedMemory).catch(() => undefined);
  return space && space.bavail * space.bsize >= enoughBytes ? sharedMemory : tmpdir();
};

const deleteDirectory = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 3 });

const lockOf = (directory: string) => join(directory, 'owner.sqlite');

export interface TemporaryDirectory {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Makes a directory that belongs to this process. If the process is killed, the next local run removes it.
 * @param root an existing directory.
 */
export const makeTemporaryDirectory = async (
  purpose: string,
  root: string = tmpdir(),
): Promise<TemporaryDirectory> => {
  const path = await mkdtemp(join(root, `${prefix}${purpose}-`));
  const lock = takeLock(lockOf(path));
  return {
    path,
    async remove() {
      lock?.release();
      await deleteDirectory(path);
    },
  };
};

const isLeftOver = (directory: string): boolean => {
  try {
    return existsSync(lockOf(directory)) && isAbandoned(lockOf(directory));
  } catch {
    // It belongs to another user, or is being removed.
    return false;
  }
};

/**
 * Removes the temporary directories of local runs that were killed: those whose lock was taken and is free now.
 * @param roots where to look; missing ones are passed over.
 */
export const removeLeftovers = async (roots: readonly string[] = [sharedMemory, tmpdir()]): Promise<void> => {
  for (const root of new Set(roots)) {
    const names = await readdir(root).catch(() => []);
    for (const name of names) {
      const directory = join(root, name);
      if (!name.startsWith(prefix) || !isLeftOver(directory)) continue;
      await deleteDirectory(directory);
    }
  }
};
