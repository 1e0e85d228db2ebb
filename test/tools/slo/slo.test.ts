import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { launched } from '../../../tools/project.ts';
import { plantedSlos, refusedTarget } from '../../harness/planted-slos.ts';

const run = (
  [program, ...args]: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>>,
) =>
  spawnSync(process.execPath, [...launched(program), ...args], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, ...variables },
  });

const slo = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  run(['tools/slo/slo.ts', ...args], variables);

describe('npm run slo', () => {
  it('states the problem in one line and ends with 2', () => {
    const { status, stdout, stderr } = slo(['show', 'nonsense']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Unknown objective "nonsense": use one of .*\.\n$/);
  });

  it.each(['list', 'check'])('names the refused declaration of %s in one line', (command) => {
    const { status, stdout, stderr } = slo([command], refusedTarget.variables);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(refusedTarget.line);
  });

  it('names the runbook without its objective in one line', () => {
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

  it('names a runbook that is missing', () => {
    const variables = plantedSlos('docs/runbooks/slo-availability.md', 'docs/runbooks/slo-nothing.md');
    const { status, stdout } = slo(['check'], variables);
    expect(status).toBe(1);
    expect(stdout).toContain('docs/runbooks/slo-nothing.md is missing: npm run generate\n');
  });
});

describe('every command that reads the objectives', () => {
  const commands: readonly [string, ...string[]][] = [
    ['tools/slo/slo.ts', 'list'],
    ['tools/slo/prometheus.ts'],
    ['tools/slo/gameday.ts'],
    ['tools/slo/mutate.ts'],
  ];

  it.each(commands)('refuses a wrong declaration in one line: %s', (...command) => {
    const { status, stdout, stderr } = run(command, refusedTarget.variables);
    expect({ stdout, failed: status !== 0 }).toEqual({ stdout: '', failed: true });
    expect(stderr).toMatch(refusedTarget.line);
  });
});
