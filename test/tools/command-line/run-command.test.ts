import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { launched } from '../../../tools/project.ts';

/** Runs a command whose output is not read: the reading end is closed before the process can have started. */
const runUnread = async (program: string, ...args: readonly string[]) => {
  const child = spawn(process.execPath, [...launched(program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, errors };
};

describe('runCommand', () => {
  it('ends as usual, without a stack trace, when its output is not read to the end', async () => {
    expect(await runUnread('tools/slo/slo.ts', '--help')).toEqual({ code: 0, errors: '' });
  });
});
