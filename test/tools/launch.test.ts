import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Runs the launcher as another version of Node would. */
const launch = (args: readonly string[], version = process.versions.node, cwd = process.cwd()) => {
  const preload = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, 'tools/launch.mjs', ...args],
    { cwd, encoding: 'utf8', timeout: 25_000 },
  );
  return { status, stdout, stderr };
};

const help = ['tools/demo/main.ts', '--help'];

describe('tools/launch.mjs', () => {
  let empty: string;
  let withoutNode: string;
  beforeAll(() => {
    empty = mkdtempSync(join(tmpdir(), 'launch-'));
    mkdirSync(join(empty, 'tools'));
    copyFileSync('tools/launch.mjs', join(empty, 'tools/launch.mjs'));
    withoutNode = mkdtempSync(join(tmpdir(), 'launch-'));
    mkdirSync(join(withoutNode, 'tools'));
    mkdirSync(join(withoutNode, 'node_modules/vitest'), { recursive: true });
    writeFileSync(join(withoutNode, 'node_modules/vitest/package.json'), '{}');
    copyFileSync('tools/launch.mjs', join(withoutNode, 'tools/launch.mjs'));
  });
  afterAll(() => {
    for (const directory of [empty, withoutNode]) rmSync(directory, { recursive: true });
  });

  it.each(['22.18.0', '24.0.0', '26.1.0'])('runs TypeScript with Node %s', (version) => {
    const { status, stdout, stderr } = launch(help, version);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run demo/);
  });

  it.each(['20.19.5', '18.20.8'])('passes from Node %s to the Node of node_modules', (version) => {
    const { status, stdout, stderr } = launch(help, version);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run demo/);
    expect(launch(['tools/demo/main.ts', '--fast'], version).status).toBe(2);
  });

  it.each(['20.19.5', '22.17.1', '18.20.8'])('states the cure in one line with Node %s alone', (version) => {
    const { status, stdout, stderr } = launch(help, version, withoutNode);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `^Node ${version} is too old, [^\\n]*npm ci --ignore-scripts=false[^\\n]*22\\.18 or newer\\.\\n$`,
      ),
    );
  });

  it('states the cure without node_modules', () => {
    expect(launch(help, '20.19.5', empty)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'The dependencies are not installed: run `npm ci`.\n',
    });
  });

  it('passes arguments and exit codes on', () => {
    expect(launch(['tools/demo/main.ts', '--fast'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Unknown option '--fast'"),
    });
  });

  it('finds the commands of packages', () => {
    expect(launch(['vitest', '--version']).stdout).toMatch(/^vitest\/\d/);
    expect(launch(['biome', '--version']).stdout).toMatch(/^Version: \d/);
    expect(launch(['tsc', '--version']).stdout).toMatch(/^Version \d/);
  });
});
