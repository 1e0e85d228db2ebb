import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const watchdogFile = fileURLToPath(new URL('./watchdog.ts', import.meta.url));

/**
 * Starts a process that ends `processId` when this one dies without having done so.
 * @param directory removed then, too.
 */
export const startWatchdog = (processId: number, directory?: string): ChildProcess => {
  const watchdog = spawn(process.execPath, [watchdogFile, String(processId), directory ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a process group of its own, Ctrl-C in the terminal does not reach it.
    detached: true,
    windowsHide: true,
  });
  watchdog.unref();
  (watchdog.stdin as Socket).unref();
  return watchdog;
};
