import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const slo = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['scripts/slo.ts', ...args], { encoding: 'utf8', timeout: 20_000 });

describe('npm run slo', () => {
  it('says in one line what is wrong and ends with 2', () => {
    const { status, stdout, stderr } = slo('show', 'nonsense');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^There is no objective "nonsense"; there are .*\.\n$/);
  });
});
