import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { PackagedFunction } from '../../../infra/packaging/code-cache.ts';

/** How a packaged function started and handled a request. */
export interface PackagedRun {
  readonly statusCode: number;
  /** `code_cache` of each line of the cold start, then of the next invocation. */
  readonly codeCaches: readonly unknown[];
  readonly stderr: string;
  /** Operations of AWS that it called while it loaded, for its first request and for the second. */
  readonly operations: Readonly<Record<'init' | 'first' | 'warm', readonly string[]>>;
}

/**
 * Starts a packaged function as Lambda does, with options of Node, and sends it two requests.
 * @param environment variables instead of those of a warm-up; `MODULE` names the file to load.
 */
export const runPackaged = async (
  { functionId, directory }: PackagedFunction,
  nodeOptions: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<PackagedRun> => {
  const child = fork(new URL('packaged-function-host.ts', import.meta.url), [functionId, directory], {
    execArgv: [...nodeOptions],
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let result: Pick<PackagedRun, 'statusCode' | 'operations'> | undefined;
  child.on('message', (message: typeof result) => {
    result = message;
  });
  await once(child, 'close');
  const lines: Record<string, unknown>[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const codeCaches = lines
    .filter((line) => 'cold_start' in line)
    .map(({ cold_start, code_cache }) => (cold_start === true ? code_cache : `warm ${code_cache}`));
  if (!result) throw new Error(`${functionId} ended without a response:\n${stderr}`);
  return { ...result, codeCaches, stderr };
};
