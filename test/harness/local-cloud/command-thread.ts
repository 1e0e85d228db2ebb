// Runs commands of `tools/` one after the other: a thread that has loaded what a command needs starts it in milliseconds.
import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';
import type { CommandOutcome, CommandRequest } from './run-in-thread.ts';

if (!parentPort) throw new Error('runs in a worker thread only');
const port = parentPort;

const output = { stdout: '', stderr: '' };
// Each command listens for problems of its output and for signals, which a process of its own would forget.
process.setMaxListeners(0);
for (const stream of ['stdout', 'stderr'] as const) {
  process[stream].setMaxListeners(0);
  process[stream].write = (chunk: string | Uint8Array) => {
    output[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
}

port.on('message', async ({ id, url, args, variables }: CommandRequest) => {
  Object.assign(output, { stdout: '', stderr: '' });
  process.env = { ...variables };
  process.argv = [process.execPath, url, ...args];
  process.exitCode = undefined;
  try {
    // A module is evaluated once for each address.
    await import(`${url}?run=${id}`);
  } catch (error) {
    process.stderr.write(`${inspect(error)}\n`);
    process.exitCode = 1;
  }
  const outcome: CommandOutcome = { code: Number(process.exitCode ?? 0), ...output };
  process.exitCode = undefined;
  port.postMessage(outcome);
});
