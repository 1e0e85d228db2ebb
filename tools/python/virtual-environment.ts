import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../command-line/command-error.ts';
import { projectFile } from '../project.ts';

/** Programs of PyPI, in a virtual environment of their own. */
export interface PythonTools {
  /** Name of the directory in `.build/python/`. */
  readonly name: string;
  /** Pinned packages: `<name>==<version>`. */
  readonly packages: readonly string[];
}

/** Emulator of AWS. `cryptography` verifies the signatures of tokens. */
export const emulatorTools: PythonTools = {
  name: 'emulator',
  packages: ['ministack==1.5.33', 'hypercorn==0.18.0', 'cryptography==50.0.2'],
};

/** Checks of templates. The SAM command line needs cfn-lint too. */
export const templateTools: PythonTools = {
  name: 'templates',
  packages: ['aws-sam-cli==1.170.0', 'cfn-lint==1.58.0'],
};

/** Requests from the OpenAPI document. */
export const apiTools: PythonTools = { name: 'api', packages: ['schemathesis==4.32.5'] };

const isInstalled = (): boolean =>
  spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;

/**
 * Whether this machine has Python 3 with virtual environments. Without it, steps that need it are skipped with a message.
 * @param what needs it.
 * @throws {CommandError} in CI, which skips nothing.
 */
export const hasPython = (
  what: string,
  print: (text: string) => void,
  isContinuousIntegration = Boolean(process.env['CI']),
  installed = isInstalled,
): boolean => {
  if (installed()) return true;
  if (isContinuousIntegration) {
    throw new CommandError(`${what}: Python 3 with venv is missing, and CI skips nothing.`);
  }
  print(`${what}: skipped, Python 3 with venv is missing`);
  return false;
};

const run = (program: string, parameters: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(program, parameters, { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) {
    throw new CommandError(
      `${program} ${parameters.join(' ')} failed: ${error?.message ?? stderr.slice(-2_000)}`,
    );
  }
};

/**
 * Makes a virtual environment with packages, once; it stays in `.build/`.
 * @returns the directory of its programs.
 * @throws {CommandError} when a package cannot be installed.
 */
export const preparePython = ({ name, packages }: PythonTools, print: (text: string) => void): string => {
  const versions = packages.join('_').replaceAll('==', '-');
  const directory = projectFile('.build', 'python', `${name}_${versions}`);
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
