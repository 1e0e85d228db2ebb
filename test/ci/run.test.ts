import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const report = (passed: number, failed: number) =>
  JSON.stringify({ success: failed === 0, numPassedTests: passed, numFailedTests: failed, testResults: [] });

/** What `npm` answers to `ci`, `test` and `run check`; a shell command each. */
interface Npm {
  readonly install: string;
  readonly test: string;
  readonly check: string;
}

const allIsWell: Npm = {
  install: 'exit 0',
  test: `echo '${report(40, 0)}' > .build/test-report.json`,
  check: `echo 'check: 6 passed, 0 failed, 0 not run (1.0 s)'`,
};

/** Runs .ci/run in a project whose npm is an actor. */
const ciRun = (npm: Npm) => {
  const directory = mkdtempSync(join(tmpdir(), 'ci-run-'));
  directories.push(directory);
  for (const folder of ['.ci', 'scripts', 'node_modules/.bin', 'bin']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  for (const path of ['.ci/run', 'scripts/test-counts.ts']) copyFileSync(path, join(directory, path));
  symlinkSync(process.execPath, join(directory, 'node_modules/.bin/node'));
  const cases = `case $1 in ci) ${npm.install};; test) ${npm.test};; run) ${npm.check};; esac`;
  writeFileSync(join(directory, 'bin/npm'), `#!/bin/sh\n${cases}\n`);
  chmodSync(join(directory, 'bin/npm'), 0o755);
  const { status, stdout } = spawnSync(join(directory, '.ci/run'), {
    env: { ...process.env, PATH: `${join(directory, 'bin')}:${process.env['PATH']}` },
    encoding: 'utf8',
  });
  return { passed: status === 0, lastLine: stdout.trimEnd().split('\n').at(-1) };
};

describe('.ci/run', () => {
  describe('when everything passes', () => {
    it('adds tests and check steps up', () => {
      expect(ciRun(allIsWell)).toEqual({ passed: true, lastLine: '46 passed, 0 failed' });
    });
  });

  describe('when the installation fails', () => {
    it('runs nothing and counts one failure', () => {
      expect(ciRun({ ...allIsWell, install: 'exit 1' })).toEqual({
        passed: false,
        lastLine: '0 passed, 1 failed',
      });
    });
  });

  describe('when tests fail', () => {
    it('still runs the check and counts both', () => {
      const test = `echo '${report(38, 2)}' > .build/test-report.json; exit 1`;
      expect(ciRun({ ...allIsWell, test })).toEqual({ passed: false, lastLine: '44 passed, 2 failed' });
    });
  });

  describe('when the tests end without a report', () => {
    it('counts one failure', () => {
      expect(ciRun({ ...allIsWell, test: 'exit 137' })).toEqual({
        passed: false,
        lastLine: '6 passed, 1 failed',
      });
    });
  });

  describe('when the tests exit with an error that their report does not know', () => {
    it('counts one failure', () => {
      expect(ciRun({ ...allIsWell, test: `${allIsWell.test}; exit 1` })).toEqual({
        passed: false,
        lastLine: '46 passed, 1 failed',
      });
    });
  });

  describe('when a check step fails', () => {
    it('counts what passed before it', () => {
      const check = `echo 'check: 2 passed, 1 failed, 3 not run (1.0 s)'; exit 1`;
      expect(ciRun({ ...allIsWell, check })).toEqual({ passed: false, lastLine: '42 passed, 1 failed' });
    });
  });

  describe('when the check ends without a count', () => {
    it('counts one failure', () => {
      expect(ciRun({ ...allIsWell, check: 'exit 1' })).toEqual({
        passed: false,
        lastLine: '40 passed, 1 failed',
      });
    });
  });
});
