import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { refusedTarget } from '../harness/planted-slos.ts';

describe('the app that is synthesized', () => {
  it('names the refused declaration in one line without a stack, and fails', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, ...refusedTarget.variables },
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(refusedTarget.line);
  });
});
