import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { plantedSlos, refusedTarget } from '../../harness/planted-slos.ts';

const slo = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ['tools/slo/slo.ts', ...args], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ...variables },
  });

describe('npm run slo', () => {
  it('says in one line what is wrong and ends with 2', () => {
    const { status, stdout, stderr } = slo(['show', 'nonsense']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^There is no objective "nonsense"; there are .*\.\n$/);
  });

  it.each(['list', 'check'])('says in one line of %s which declaration is refused', (command) => {
    const { status, stdout, stderr } = slo([command], refusedTarget.variables);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(refusedTarget.line);
  });

  it('says in one line which runbook does not name its objective', () => {
    const variables = plantedSlos('docs/runbooks/slo-availability.md', 'docs/runbooks/functions.md');
    const { status, stdout, stderr } = slo(['check'], variables);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const { target, windowDays } = slos.availability;
    const [line, ...others] = stderr.trimEnd().split('\n');
    expect(line).toContain(
      `docs/runbooks/functions.md does not name its objective: write "**${target} % in ${windowDays} days:** `,
    );
    expect(others).toEqual([]);
  });
});
