import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** A lock of this process; the system ends it with the process, however that ends. */
export interface Lock {
  /** Again, it does nothing. */
  release(): void;
}

/** Result codes of SQLite. */
const busy: readonly number[] = [5, 6];
const damaged: readonly number[] = [11, 26];

/** The result code of an error, without its extension. */
const codeOf = (error: unknown): number => Number((error as { readonly errcode?: unknown }).errcode) & 0xff;

/** An owner that is being looked at by a clean-up waits for it. */
const patienceMs = 1_000;

const open = (file: string, timeoutMs: number): DatabaseSync | undefined => {
  const database = new DatabaseSync(file, { timeout: timeoutMs });
  try {
    // In this mode the lock of the first transaction lasts until the file is closed.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (busy.includes(codeOf(error))) return undefined;
    throw error;
  }
};

const openOrReplace = (file: string): DatabaseSync | undefined => {
  try {
    return open(file, patienceMs);
  } catch (error) {
    if (!damaged.includes(codeOf(error))) throw error;
    rmSync(file);
    return open(file, patienceMs);
  }
};

/**
 * Takes a lock that is a lock of the operating system on a file: SQLite's, because it is the same on every platform. No
 * number is compared, so that no other process is taken for the owner.
 * @param file the lock's file; it stays when the lock is released. A file of other content is replaced.
 * @returns `undefined` when another process, or another part of this one, holds the lock.
 * @throws {Error} when the file cannot be written.
 */
export const takeLock = (file: string): Lock | undefined => {
  const database = openOrReplace(file);
  if (database === undefined) return undefined;
  database.exec('CREATE TABLE IF NOT EXISTS taken (once INTEGER); COMMIT');
  return { release: () => void (database.isOpen && database.close()) };
};

/** Whether a lock was once taken, and its owner has ended without releasing it or deleting the file. */
export const isAbandoned = (file: string): boolean => {
  const database = open(file, 0);
  if (database === undefined) return false;
  // A file without the table belongs to a process that is about to take the lock.
  const { found } =
    database.prepare("SELECT count(*) AS found FROM sqlite_master WHERE name = 'taken'").get() ?? {};
  database.close();
  return found === 1;
};
