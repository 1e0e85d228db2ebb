import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../command-line/command-error.ts';

const runs = (processId: number): boolean => {
  try {
    return processId > 0 && process.kill(processId, 0);
  } catch {
    return false;
  }
};

const takeIfFree = async (file: string): Promise<boolean> => {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/**
 * Makes the directory for state that outlives a run, and keeps other local runs out of it. A lock that its
 * owner has left behind does not count.
 * @returns what lets others in again.
 * @throws {CommandError} when another process uses it.
 */
export const openStateDirectory = async (directory: string): Promise<() => Promise<void>> => {
  await mkdir(directory, { recursive: true });
  const lock = join(directory, 'lock');
  if (!(await takeIfFree(lock))) {
    const owner = Number(await readFile(lock, 'utf8'));
    if (runs(owner)) {
      throw new CommandError(
        `Another local run (process ${owner}) keeps its state here. Stop it, or start without --persist.`,
      );
    }
    await writeFile(lock, String(process.pid));
  }
  return () => rm(lock, { force: true });
};
