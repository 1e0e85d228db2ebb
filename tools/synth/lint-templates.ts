import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addService } from '../../infra/service.ts';
import { stageFor, stageNames } from '../../infra/stage.ts';
import type { Command } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { hasPython, preparePython, templateTools } from '../python/virtual-environment.ts';

const command = {
  name: 'node tools/synth/lint-templates.ts',
  description:
    'Checks the templates of all stages with cfn-lint from PyPI; an error or a warning is a failure.',
  notes: 'Needs Python 3. Without it the check is skipped, but fails when CI is set.',
} as const satisfies Command;

const { context } = JSON.parse(readFileSync(projectFile('cdk.json'), 'utf8')) as {
  readonly context: Readonly<Record<string, unknown>>;
};

/** Functions are not bundled: their code is no part of a template. */
const noCode = () => Code.fromInline('export const handler = () => {};');

const writeTemplates = (stage: string): readonly string[] => {
  const outdir = projectFile('.build', 'linted', stage);
  rmSync(outdir, { recursive: true, force: true });
  const app = new App({ outdir, context, builtinCloudFormationValidation: false });
  addService(app, noCode, stageFor(stage));
  return app.synth().stacks.map(({ templateFile }) => join(outdir, templateFile));
};

await runCommand(command, async () => {
  if (!hasPython('cfn-lint', console.log)) return 0;
  const programs = preparePython(templateTools, console.log);
  const templates = stageNames.flatMap(writeTemplates);
  const { status, error } = spawnSync(
    join(programs, 'python'),
    [join(programs, 'cfn-lint'), '--', ...templates],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (error) throw error;
  if (status === 0) console.log(`cfn-lint: ${templates.length} templates without errors and warnings`);
  return status ?? 1;
});
