import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Processes } from './processes.ts';

export interface MeasuredProcessOptions {
  readonly processes: Processes;
  readonly cpu: number | undefined;
  /** The program and its arguments. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Called when the program writes to descriptor 4. */
  readonly onLoaded?: ((child: ChildProcess) => void) | undefined;
}

/**
 * Runs a program of the benchmark in a fresh process and returns its report from descriptor 3.
 * Drops the output of the handler.
 * @throws {Error} with the program's standard error when it fails.
 */
export const runMeasured = async <T>({
  processes,
  cpu,
  args,
  environment,
  onLoaded,
}: MeasuredProcessOptions): Promise<T> => {
  const child = processes.start(
    process.execPath,
    args,
    { env: { ...environment }, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
    cpu,
  );
  // The type of `stdio` has three streams; `start` opens all of these.
  const [, , errors, report, loaded] = child.stdio as unknown as [null, null, Readable, Readable, Readable];
  loaded.once('data', () => onLoaded?.(child));
  const [errorText, json] = await Promise.all([text(errors), text(report)]);
  if (json === '') throw new Error(`a measured process failed:\n${errorText.trim()}`);
  return JSON.parse(json) as T;
};
