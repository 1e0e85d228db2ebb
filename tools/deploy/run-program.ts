import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { projectRoot } from '../project.ts';

interface RunOptions {
  /** `pipe` keeps the output for the caller; otherwise the terminal of this process shows it. */
  readonly output?: 'inherit' | 'pipe';
  /** The Node that runs the program. */
  readonly node?: string;
}

/** Runs a program of the project with the Node of the project, in the terminal of this one. */
export const runProgram = (
  file: string,
  parameters: readonly string[],
  { output = 'inherit', node = process.execPath }: RunOptions = {},
): SpawnSyncReturns<string | null> =>
  spawnSync(node, [file, ...parameters], {
    cwd: projectRoot,
    // CDK starts the app by the name `node`.
    env: { ...process.env, PATH: [dirname(node), process.env['PATH']].join(delimiter) },
    encoding: 'utf8',
    stdio: ['inherit', output, output],
    maxBuffer: 64 * 2 ** 20,
  });
