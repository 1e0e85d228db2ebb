import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The same as `watchdog.ts`, in 2 MB of memory instead of 60. */
const shellWatchdog = 'while read -r line; do :; done; kill -KILL "$0"; test -z "$1" || rm -rf "$1"';

const watchdogCommand = (): readonly [string, ...string[]] =>
  process.platform === 'win32'
    ? [process.execPath, fileURLToPath(new URL('./watchdog.ts', import.meta.url))]
    : ['sh', '-c', shellWatchdog];

/**
 * Starts a process that ends `processId` when this one dies without having done so.
 * @param directory removed then, too.
 */
export const startWatchdog = (processId: number, directory?: string): ChildProcess => {
  const [command, ...args] = watchdogCommand();
  const watchdog = spawn(command, [...args, String(processId), directory ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a process group of its own, Ctrl-C in the terminal does not reach it.
    detached: true,
    windowsHide: true,
  });
  watchdog.unref();
  (watchdog.stdin as Socket).unref();
  return watchdog;
};
