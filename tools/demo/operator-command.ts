import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { launched } from '../project.ts';

/** How a command ended: its exit code, and what it printed. */
export interface CommandReply {
  readonly code: number;
  readonly output: string;
}

/** Runs `npm run payments` with some arguments. */
export type RunPayments = (args: readonly string[]) => Promise<CommandReply>;

/** Runs the command against the service at an address. */
export const createRunPayments =
  (url: string): RunPayments =>
  async (args) => {
    const child = spawn(
      process.execPath,
      [...launched('tools/operator/payments.ts'), ...args, '--url', url],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const ended = once(child, 'exit');
    const [output, problem] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await ended;
    return { code: Number(code ?? 1), output: `${output}${problem}`.trim() };
  };
