import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { launched } from '../../../tools/project.ts';
import { plantedSlos, refusedTarget } from '../../harness/planted-slos.ts';

const check = (variables: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, [...launched('tools/generate/generate.ts'), '--check'], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ...variables },
  });

describe('npm run generate', () => {
  it('names the refused declaration in one line, and ends with 1', () => {
    const { status, stdout, stderr } = check(refusedTarget.variables);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(refusedTarget.line);
  });

  it('ends with the line about a runbook that does not name its objective', () => {
    const { status, stderr } = check(
      plantedSlos('docs/runbooks/slo-availability.md', 'docs/runbooks/functions.md'),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/(?:^|\n)docs\/runbooks\/functions\.md does not name its objective: [^\n]*\n$/);
  });
});
