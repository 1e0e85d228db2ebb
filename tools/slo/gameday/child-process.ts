import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { CommandError } from '../../command-line/command-error.ts';

export interface ChildOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** Matches the output of a ready program; the first group is the result. */
  readonly ready: RegExp;
}

export interface RunningChild {
  /** The first group of `ready` in its output. */
  readonly said: string;
  stop(): Promise<void>;
}

const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null || pid === undefined;

/**
 * Starts a program and waits until it says that it is ready.
 * @throws {CommandError} with what it said, when it ends instead.
 */
export const startChild = async ({
  program,
  args,
  environment,
  ready,
}: ChildOptions): Promise<RunningChild> => {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(environment && { env: environment }),
  });
  const ended = once(child, 'exit').catch(() => {});
  let output = '';
  const said = await new Promise<string | undefined>((resolve) => {
    const listen = (text: string) => {
      output = (output + text).slice(-4_000);
      const match = ready.exec(output);
      if (match) resolve(match[1] ?? '');
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.on('error', (error) => {
      output = error.message;
    });
    ended.then(() => resolve(undefined));
  });
  if (said === undefined) throw new CommandError(`${program} did not start: ${output.trim()}`);
  return {
    said,
    async stop() {
      if (hasEnded(child)) return;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(kill);
    },
  };
};
