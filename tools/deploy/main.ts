import { existsSync, readFileSync } from 'node:fs';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { monitorName, stackName } from '../../infra/names.ts';
import { type Stage, stageFor, stageNames } from '../../infra/stage.ts';
import { flag, option } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { endingOf } from '../command-line/ending-of.ts';
import { gitVersion } from '../command-line/git-version.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text } from '../command-line/values.ts';
import { projectFile } from '../project.ts';
import { dashboardMarks } from './dashboard-marks.ts';
import { deployStage } from './deploy-stage.ts';
import { destroyStage, type StageRemover } from './destroy-stage.ts';
import { StatusError } from './preflight/account-reader.ts';
import { awsAccountReader } from './preflight/aws-account.ts';
import { checksOf, runPreflight } from './preflight/preflight.ts';
import { needsOf } from './preflight/stage-needs.ts';
import { statusOfPublicAddress } from './public-address.ts';
import { triggerParameters, type Watch } from './rollback-trigger.ts';
import { type GateResult, runGate } from './run-gate.ts';
import { runProgram } from './run-program.ts';
import { smokeTest } from './smoke-test.ts';
import { watchDeployedStacks } from './watched-stacks.ts';

const deployCommand = {
  name: 'npm run deploy',
  description:
    'Deploys a stage: preflight, gate of the error budgets, deployment of all stacks, smoke test through the public address' +
    ' of the API. Or deletes one.',
  options: {
    stage: option('name', 'stage to deploy, of those in infra/stages/ (needed)', text),
    check: flag('only run the preflight; change nothing'),
    override: option(
      'reason',
      'deploy although a budget is exhausted, a page fires (the reason is recorded), the state is unknown, or the gate cannot be run',
      text,
    ),
    destroy: flag(
      'delete all stacks of a disposable stage (dev, dev-<name>), with their data; --yes confirms it',
    ),
    yes: flag(
      'do not ask before permissions are widened; delete the stack of alarms that a stage no longer has; with --destroy: delete',
    ),
  },
  notes:
    'Uses the AWS credentials of the environment. Exit code: 0, 1 when a check, the deployment or the smoke test failed, 2 when the command line is wrong.',
} as const;

const cdk = projectFile('node_modules', 'aws-cdk', 'bin', 'cdk');
const outputsFile = projectFile('.build', 'stack-outputs.json');

const readStage = (name: string | undefined): Stage => {
  if (name === undefined)
    throw new CommandError(`--stage is missing. There are ${stageNames.join(', ')} and dev-<name>.`, 2);
  try {
    return stageFor(name);
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, 2);
    throw error;
  }
};

const getJson = async (url: string): Promise<unknown> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new StatusError(answer.status);
  return answer.json();
};

const askGate = (
  stage: Stage,
  version: string | undefined,
  override: string | undefined,
  print: (text: string) => void,
): GateResult =>
  runGate(
    projectFile('tools', 'slo', 'slo.ts'),
    [
      'gate',
      '--stage',
      stage.name,
      ...(version === undefined ? [] : ['--version', version]),
      ...(override === undefined ? [] : ['--override', override]),
    ],
    { print },
  );

/** @throws {CommandError} when CDK does not end by itself: it has said nothing then. */
const deployStacks = (stage: Stage, watch: Watch, asks: boolean): boolean => {
  const end = runProgram(cdk, [
    'deploy',
    '--all',
    '--context',
    `stage=${stage.name}`,
    '--require-approval',
    asks ? 'broadening' : 'never',
    ...triggerParameters(watch),
    '--outputs-file',
    outputsFile,
  ]);
  if (end.status === null) throw new CommandError(`CDK did not deploy all stacks: ${endingOf(end)}`);
  return end.status === 0;
};

/**
 * Reads the deployments that the dashboard shows.
 * @returns marks one more. A failure is printed: a deployment without a mark is a deployment.
 */
const prepareMarks = async (stage: Stage, region: string | undefined, print: (text: string) => void) => {
  const client = new CloudWatchClient({ ...(region !== undefined && { region }) });
  const marks = dashboardMarks(client, monitorName(stage, 'operations'));
  const before = await marks.read();
  return async (version: string): Promise<void> => {
    try {
      await marks.write([...before, { at: new Date().toISOString(), version }]);
    } catch (error) {
      print(`The dashboard does not show this deployment: ${error instanceof Error ? error.message : error}`);
    } finally {
      client.destroy();
    }
  };
};

/** The address that the deployment named, and a way to ask it. */
const deployedApi = async (stage: Stage, print: (text: string) => void) => {
  const outputs = existsSync(outputsFile)
    ? (JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Record<string, string>>)
    : {};
  const { ApiUrl: url, DomainTarget: domainTarget } = outputs[stackName(stage, 'api')] ?? {};
  if (url === undefined) throw new CommandError('The deployment named no address of the API; see above.');
  return { url, getStatus: await statusOfPublicAddress({ url, domainTarget, print }) };
};

await runCommand(deployCommand, async ({ options }) => {
  const stage = readStage(options.stage);
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  const account = awsAccountReader(region ?? stage.settings.region);
  const print = console.log;
  const withRemover = async <T>(work: (remover: StageRemover) => Promise<T>): Promise<T> => {
    const { awsStageRemover } = await import('./aws-stage-remover.ts');
    const remover = awsStageRemover(region ?? stage.settings.region);
    return work(remover).finally(remover.close);
  };
  const { check: checkOnly, override, yes: confirmed } = options;
  if (options.destroy) {
    const isGone = await withRemover((remover) => destroyStage(stage, { remover, print, confirmed }));
    return isGone ? 0 : 1;
  }
  const version = gitVersion();
  try {
    return await deployStage(
      { stage, checkOnly, confirmed, override, version, print },
      {
        preflight: () =>
          runPreflight(
            checksOf(stage, {
              account,
              quotas: account.quotas,
              needs: () => needsOf(stage),
              getJson,
              region,
            }),
            print,
          ),
        stackStatus: account.stackStatus,
        removeStack: (name) => withRemover((remover) => remover.deleteStack(name)),
        gate: () => askGate(stage, version, override, print),
        watch: () => watchDeployedStacks(stage, region, print),
        prepareMark: () => prepareMarks(stage, region, print),
        deployStacks: (watch) => deployStacks(stage, watch, stage.protected && !confirmed),
        smokeTest: async () => {
          const { url, getStatus } = await deployedApi(stage, print);
          return { url, isWell: await smokeTest({ url, getStatus, print }) };
        },
      },
    );
  } finally {
    account.close();
  }
});
