import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectFile } from '../../tools/project.ts';
import { requiredTool } from '../harness/required-tool.ts';

const folder = '.github/workflows';
const workflows = readdirSync(projectFile(folder)).map(
  (name) => [name, readFileSync(projectFile(folder, name), 'utf8')] as const,
);
const { scripts } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));
const { path, isMissing, reason } = requiredTool(
  'actionlint',
  process.env,
  'golang-go, then go install github.com/rhysd/actionlint/cmd/actionlint@latest',
);

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);

describe.each(workflows)('the workflow %s', (_, text) => {
  it('gives no permission to the whole workflow', () => {
    expect(text).toContain('\npermissions: {}\n');
  });

  it('pins every third-party action to a commit', () => {
    const actions = matches(text, /uses: (\S+)/g).filter((action) => !action.startsWith('./'));
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('runs scripts that exist', () => {
    const used = matches(text, /npm run (?:--silent )?([\w:-]+)/g);
    expect(used.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });
});

describe('the workflow that deploys', () => {
  it('deploys no branch but main, also by manual start', () => {
    const [, deploy = ''] = workflows.find(([name]) => name === 'deploy.yml') ?? [];
    const stages = deploy.split(/\n {2}(?=staging:|prod:)/).slice(1);
    expect(stages).toHaveLength(2);
    for (const stage of stages) {
      expect(stage).toMatch(/needs: staging\n|if: github\.ref == 'refs\/heads\/main'\n/);
    }
  });
});

describe.skipIf(isMissing)(`actionlint${reason}`, () => {
  it('finds no fault in any workflow', () => {
    const { stdout, stderr } = spawnSync(path, ['-no-color'], { cwd: projectFile('.'), encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });
});
