import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const report = (passed: number, failed: number) =>
  JSON.stringify({ success: failed === 0, numPassedTests: passed, numFailedTests: failed, testResults: [] });

/** Answers of `npm` to `ci`, `test`, and `run` of each script; a shell command each. */
interface Npm {
  readonly install: string;
  readonly test: string;
  readonly check: string;
  readonly simulate: string;
  readonly mutants: string;
  readonly deployment: string;
  readonly sam: string;
  readonly conformance: string;
}

const allIsWell: Npm = {
  install: 'exit 0',
  test: `echo '${report(40, 0)}' > .build/test-report.json`,
  check: `echo 'check: 6 passed, 0 failed, 0 not run (1.0 s)'`,
  simulate: `echo 'simulation: 1 passed, 0 failed'`,
  mutants: `echo 'mutants: 8 passed, 0 failed'`,
  deployment: `echo 'test of the deployment: 1 passed, 0 failed'`,
  sam: `echo 'sam: 1 passed, 0 failed'`,
  conformance: `echo 'conformance: 1 passed, 0 failed'`,
};

/** Commands that .ci/run calls beside npm, apt-get and those that the tests need. */
const ordinaryPrograms = 'bash cat dirname env id mkdir nice rm sed sh tail tee timeout'.split(' ');

const pathOf = (program: string): string =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();

/**
 * Runs .ci/run in a project whose npm and apt-get are actors, on a machine that has nothing else but ordinary
 * programs and those of `has`.
 */
const ciRun = (
  npm: Npm,
  {
    has = ['redis-server', 'promtool', 'amtool', 'chromium', 'go', 'python3', 'actionlint'],
    aptGet = 'exit 0',
  } = {},
) => {
  const directory = mkdtempSync(join(tmpdir(), 'ci-run-'));
  directories.push(directory);
  for (const folder of ['.ci', 'tools/checks', 'node_modules/.bin', 'bin']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  for (const path of ['.ci/run', 'tools/checks/test-counts.ts']) copyFileSync(path, join(directory, path));
  symlinkSync(process.execPath, join(directory, 'node_modules/.bin/node'));
  const cases = `case $1 in ci) ${npm.install};; test) ${npm.test};; run) case "$*" in *sam*) ${npm.sam};; *test:api*) ${npm.conformance};; *check*) ${npm.check};; *--rotate*) ${npm.mutants};; *test:deploy*) ${npm.deployment};; *) ${npm.simulate};; esac;; esac`;
  const actors: Record<string, string> = {
    npm: cases,
    'apt-get': `echo "$@" >> installed.txt; ${aptGet}`,
    sudo: 'shift; exec "$@"',
    ...Object.fromEntries(has.map((program) => [program, 'exit 0'])),
  };
  for (const [name, script] of Object.entries(actors)) {
    writeFileSync(join(directory, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, 'bin', name), 0o755);
  }
  for (const name of ordinaryPrograms) symlinkSync(pathOf(name), join(directory, 'bin', name));
  const { status, stdout } = spawnSync(join(directory, '.ci/run'), {
    env: { ...process.env, PATH: join(directory, 'bin') },
    encoding: 'utf8',
  });
  const asked = join(directory, 'installed.txt');
  return {
    passed: status === 0,
    lastLine: stdout.trimEnd().split('\n').at(-1),
    aptGet: existsSync(asked) ? readFileSync(asked, 'utf8').trimEnd().split('\n') : [],
  };
};

describe('.ci/run', () => {
  describe('when everything passes', () => {
    it('adds tests and check steps up', () => {
      expect(ciRun(allIsWell)).toEqual({ passed: true, lastLine: '58 passed, 0 failed', aptGet: [] });
    });
  });

  describe('when the machine lacks programs of the tests', () => {
    it('installs them from Debian first', () => {
      const { passed, aptGet } = ciRun(allIsWell, { has: [] });
      expect(passed).toBe(true);
      expect(aptGet).toEqual([
        'update -qq',
        'install -y -qq --no-install-recommends redis-server prometheus prometheus-alertmanager chromium golang-go python3-venv',
      ]);
    });

    it('counts one failure when it cannot be installed', () => {
      expect(ciRun(allIsWell, { has: [], aptGet: 'exit 100' })).toMatchObject({
        passed: false,
        lastLine: '0 passed, 1 failed',
      });
    });
  });

  describe('when the installation fails', () => {
    it('runs nothing and counts one failure', () => {
      expect(ciRun({ ...allIsWell, install: 'exit 1' })).toMatchObject({
        passed: false,
        lastLine: '0 passed, 1 failed',
      });
    });
  });

  describe('when tests fail', () => {
    it('still runs the check and counts both', () => {
      const test = `echo '${report(38, 2)}' > .build/test-report.json; exit 1`;
      expect(ciRun({ ...allIsWell, test })).toMatchObject({ passed: false, lastLine: '56 passed, 2 failed' });
    });
  });

  describe('when the tests end without a report', () => {
    it('counts one failure', () => {
      expect(ciRun({ ...allIsWell, test: 'exit 137' })).toMatchObject({
        passed: false,
        lastLine: '18 passed, 1 failed',
      });
    });
  });

  describe('when the tests exit with an error that their report lacks', () => {
    it('counts one failure', () => {
      expect(ciRun({ ...allIsWell, test: `${allIsWell.test}; exit 1` })).toMatchObject({
        passed: false,
        lastLine: '58 passed, 1 failed',
      });
    });
  });

  describe('when a check step fails', () => {
    it('counts the steps that passed before it', () => {
      const check = `echo 'check: 2 passed, 1 failed, 3 not run (1.0 s)'; exit 1`;
      expect(ciRun({ ...allIsWell, check })).toMatchObject({
        passed: false,
        lastLine: '54 passed, 1 failed',
      });
    });
  });

  describe('when the check ends without a count', () => {
    it('counts one failure', () => {
      expect(ciRun({ ...allIsWell, check: 'exit 1' })).toMatchObject({
        passed: false,
        lastLine: '52 passed, 1 failed',
      });
    });
  });

  describe('when a history breaks a promise', () => {
    it('counts one failure', () => {
      const simulate = `echo 'simulation: 0 passed, 1 failed'; exit 1`;
      expect(ciRun({ ...allIsWell, simulate })).toMatchObject({
        passed: false,
        lastLine: '57 passed, 1 failed',
      });
    });
  });

  describe('when planted faults are not found', () => {
    it('counts each of them', () => {
      const mutants = `echo 'mutants: 6 passed, 2 failed'; exit 1`;
      expect(ciRun({ ...allIsWell, mutants })).toMatchObject({
        passed: false,
        lastLine: '56 passed, 2 failed',
      });
    });
  });

  describe('when the deployment to the emulator fails', () => {
    it('counts the failed steps of it', () => {
      const deployment = `echo 'test of the deployment: 9 passed, 3 failed'; exit 1`;
      expect(ciRun({ ...allIsWell, deployment })).toMatchObject({
        passed: false,
        lastLine: '66 passed, 3 failed',
      });
    });
  });
});
