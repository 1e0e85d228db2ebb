import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { projectFile } from '../../../tools/project.ts';

/** A command that the thread is to run. */
export interface CommandRequest {
  readonly id: number;
  readonly url: string;
  readonly args: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
}

/** How the command ended. */
export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();
let count = 0;

const ask = (request: CommandRequest): Promise<CommandOutcome> => {
  thread ??= new Worker(new URL('command-thread.ts', import.meta.url), { execArgv: [] });
  const worker = thread;
  worker.unref();
  return new Promise((resolve, reject) => {
    const forget = () => {
      worker.off('message', answered);
      worker.off('error', failed);
      worker.off('exit', ended);
    };
    const answered = (outcome: CommandOutcome) => {
      forget();
      resolve(outcome);
    };
    const failed = (error: unknown) => {
      forget();
      thread = undefined;
      reject(error);
    };
    const ended = () => failed(new Error(`${request.url} ended the thread of commands`));
    worker.on('message', answered);
    worker.on('error', failed);
    worker.on('exit', ended);
    worker.postMessage(request);
  });
};

/**
 * Runs a script of `tools/` to its end, in a thread that all tests of a worker share: for tests of what a command does,
 * not of its process. Commands run one after the other.
 */
export const runInThread = (
  name: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> => {
  count += 1;
  const url = pathToFileURL(projectFile('tools', name)).href;
  const request = { id: count, url, args, variables: { ...process.env, ...variables } };
  const outcome = last.then(() => ask(request));
  last = outcome.catch(() => {});
  return outcome;
};
