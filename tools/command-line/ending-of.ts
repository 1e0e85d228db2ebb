import type { SpawnSyncReturns } from 'node:child_process';

/** How a child process ended, in words: `exit code 1`, `signal SIGKILL`, or why it could not start. */
export const endingOf = ({
  status,
  signal,
  error,
}: Pick<SpawnSyncReturns<unknown>, 'status' | 'signal' | 'error'>): string =>
  error?.message ?? (signal === null ? `exit code ${status}` : `signal ${signal}`);
