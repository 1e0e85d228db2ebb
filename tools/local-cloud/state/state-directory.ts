import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../command-line/command-error.ts';
import { takeLock } from './lock.ts';

/**
 * Makes the directory for state that outlives a run, and keeps other local runs out of it until this process ends.
 * @returns what lets others in again.
 * @throws {CommandError} when another process uses it.
 */
export const openStateDirectory = async (directory: string): Promise<() => Promise<void>> => {
  await mkdir(directory, { recursive: true });
  const lock = takeLock(join(directory, 'lock.sqlite'));
  /** For people only. */
  const ownerFile = join(directory, 'process-id');
  if (lock === undefined) {
    const owner = await readFile(ownerFile, 'utf8').catch(() => 'unknown');
    throw new CommandError(
      `Another local run (process ${owner}) keeps its state in ${directory}. Stop it, or start without --persist.`,
    );
  }
  await writeFile(ownerFile, String(process.pid));
  return async () => {
    await rm(ownerFile, { force: true });
    lock.release();
  };
};
