import { readFileSync, rmSync } from 'node:fs';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addService } from '../../infra/service.ts';
import { stageFor } from '../../infra/stage.ts';
import { type Command, option } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text } from '../command-line/values.ts';
import { projectFile } from '../project.ts';

const command = {
  name: 'node tools/synth/count-resources.ts',
  description: 'Counts the needs of a stage against the quotas of its account, as JSON, offline.',
  options: { stage: option('name', 'stage of those in infra/stages/', text, 'dev') },
} as const satisfies Command;

/** Functions are not bundled: the bytes of their packages are those of the budgets. */
const noCode = () => Code.fromInline('export const handler = () => {};');

const codeBytes = (): number => {
  const budgets = JSON.parse(readFileSync(projectFile('tools', 'checks', 'bundle-budgets.json'), 'utf8')) as {
    readonly [id: string]: { readonly bytes: number };
  };
  return Object.values(budgets).reduce((sum, { bytes }) => sum + bytes, 0);
};

await runCommand(command, async ({ options }) => {
  const app = new App();
  try {
    addService(app, noCode, stageFor(options.stage));
    const constructs = app.node.findAll();
    const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
    const count = (isCounted: (resource: CfnResource) => boolean) => resources.filter(isCounted).length;
    const needs = {
      stacks: constructs.filter((construct) => Stack.isStack(construct)).length,
      roles: count((resource) => resource instanceof CfnRole),
      alarms: count((resource) => resource instanceof CfnAlarm || resource instanceof CfnCompositeAlarm),
      rules: count((resource) => resource instanceof CfnRule && resource.eventBusName === undefined),
      tables: count((resource) => resource instanceof CfnGlobalTable),
      codeBytes: codeBytes(),
    };
    console.log(JSON.stringify(needs));
    return 0;
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
});
