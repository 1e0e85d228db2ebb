import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../command-line/command-error.ts';
import { projectFile } from '../../project.ts';

/** Packages of the emulator, pinned. `cryptography` verifies the signatures of tokens. */
const packages = ['ministack==1.5.33', 'hypercorn==0.18.0', 'cryptography==50.0.2'];

const directory = projectFile('.build', 'emulator', packages.join('_').replaceAll('==', '-'));

/** Whether this machine has Python 3 with virtual environments. */
export const hasPython = (): boolean =>
  spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;

const run = (program: string, parameters: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(program, parameters, { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) {
    throw new CommandError(
      `${program} ${parameters.join(' ')} failed: ${error?.message ?? stderr.slice(-2_000)}`,
    );
  }
};

/**
 * Makes a virtual environment with the emulator, once; it stays in `.build/`.
 * @returns the directory of its programs.
 * @throws {CommandError} when a package cannot be installed.
 */
export const preparePython = (print: (text: string) => void): string => {
  const programs = join(directory, 'bin');
  if (existsSync(programs)) return programs;
  print(`installing ${packages.join(', ')}`);
  const incomplete = `${directory}.incomplete`;
  rmSync(incomplete, { recursive: true, force: true });
  mkdirSync(incomplete, { recursive: true });
  run('python3', ['-m', 'venv', incomplete]);
  run(join(incomplete, 'bin', 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    ...packages,
  ]);
  renameSync(incomplete, directory);
  return programs;
};
