import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { projectRoot } from '../project.ts';

/**
 * Runs a program of the project with the Node of the project, in the terminal of this one.
 * @returns its exit code.
 * @throws {Error} when it cannot start.
 */
export const runProgram = (file: string, parameters: readonly string[]): number => {
  const { status, error } = spawnSync(process.execPath, [file, ...parameters], {
    cwd: projectRoot,
    // CDK starts the app by the name `node`.
    env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
    stdio: 'inherit',
  });
  if (error) throw error;
  return status ?? 1;
};
