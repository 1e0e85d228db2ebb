import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { projectFile } from '../../tools/project.ts';

/** Prints how many compilers run after a build, when the process has waited, and after the next build. */
const program = `
  import { readFileSync, readdirSync } from 'node:fs';
  import { setTimeout as pause } from 'node:timers/promises';
  import { build } from '${projectFile('tools/esbuild-service.ts')}';
  const children = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').split(' ');
  const compilers = () => children().filter((id) => id !== '').length;
  const buildNothing = () => build({ stdin: { contents: '' }, write: false });
  await buildNothing();
  const first = compilers();
  while (compilers() > 0) await pause(50);
  await buildNothing();
  console.log(first, compilers());
  process.exit();
`;

describe('build', () => {
  it.skipIf(process.platform !== 'linux')('ends the compiler when it is idle, and starts another', () => {
    // In a process of its own: other tests build in this one.
    const args = ['--input-type=module', '--eval', program];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('1 1\n');
  });
});
