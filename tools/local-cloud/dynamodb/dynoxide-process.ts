import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { loopback } from '../http/http-server.ts';

export interface DynoxideOptions {
  readonly binary: string;
  readonly port: number;
  readonly databaseFile: string;
}

/** Last output of a process on standard error. */
export class DynoxideStartError extends Error {
  override readonly name = 'DynoxideStartError';
}

/**
 * Starts the embedded DynamoDB and waits until it listens.
 * @throws {DynoxideStartError} when it ends instead.
 */
export const startDynoxideProcess = async ({
  binary,
  port,
  databaseFile,
}: DynoxideOptions): Promise<ChildProcess> => {
  const child = spawn(binary, ['--host', loopback, '--port', String(port), '--db-path', databaseFile], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a process group of its own: Ctrl-C in the terminal would end it before requests in flight are served.
    detached: true,
    windowsHide: true,
  });
  let said = '';
  const listening = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000);
      if (said.includes('listening on')) resolve();
    });
  });
  const ended = once(child, 'close').then(() => {
    throw new DynoxideStartError(said.trim());
  });
  await Promise.race([listening, ended]);
  ended.catch(() => {});
  return child;
};
