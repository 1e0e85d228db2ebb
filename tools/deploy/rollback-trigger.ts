import { setTimeout as pause } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  type RollbackConfiguration,
  type Stack,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { anyPageAlarm, monitorName, stackName } from '../../infra/names.ts';
import type { Stage } from '../../infra/stage.ts';

/** Stacks whose updates are rolled back by the alarm. The stack of the alarm itself is none of them. */
const watchedParts = ['data', 'events', 'api', 'jobs'] as const;

/** After an update of a stack; a page needs some minutes to see a version that fails completely. */
const monitoringMinutes = { canary: 5, 'all-at-once': 0 } as const;

/** Whether CloudFormation rolls a deployment back by an alarm, and why not. */
export type Watch =
  | { readonly state: 'watched' }
  | { readonly state: 'unwatched'; readonly reason: string }
  /** The deployment would be rolled back at once. */
  | { readonly state: 'refused'; readonly reason: string };

/** Why CloudFormation is not asked to watch an alarm; `undefined` when it is. */
export const unwatchedBecause = (
  stage: Stage,
  isFirst: boolean,
  override: string | undefined,
): string | undefined => {
  if (stage.settings.alarms.monitoring === 'none') return 'the stage has no alarms';
  if (isFirst) return 'a first deployment has none';
  return override === undefined ? undefined : '--override deploys although one may be active';
};

/** Parameters of `cdk deploy`. Without one, CloudFormation uses the trigger that it has stored for each stack. */
export const triggerParameters = ({ state }: Watch): readonly string[] =>
  state === 'watched' ? [] : ['--rollback-trigger-alarm-arns', 'none'];

export interface WatchOptions {
  readonly stage: Stage;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly cloudFormation: Pick<CloudFormationClient, 'send'>;
  readonly print: (text: string) => void;
  /** Between two looks at an update. */
  readonly pauseMs?: number;
}

const alarmOf = async ({ stage, cloudWatch }: WatchOptions) => {
  const AlarmNames = [monitorName(stage, anyPageAlarm)];
  const { CompositeAlarms } = await cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['CompositeAlarm'] }),
  );
  return CompositeAlarms?.[0];
};

const configurationOf = ({ settings }: Stage, Arn: string): RollbackConfiguration => ({
  RollbackTriggers: [{ Arn, Type: 'AWS::CloudWatch::CompositeAlarm' }],
  MonitoringTimeInMinutes: monitoringMinutes[settings.rollout],
});

const textOf = ({ RollbackTriggers = [], MonitoringTimeInMinutes = 0 }: RollbackConfiguration = {}): string =>
  JSON.stringify([MonitoringTimeInMinutes, ...RollbackTriggers.map(({ Arn, Type }) => `${Type} ${Arn}`)]);

const describe = async ({ cloudFormation }: WatchOptions, StackName: string): Promise<Stack | undefined> => {
  try {
    return (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error of its own for a stack that does not exist.
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
};

const awaitUpdate = async (options: WatchOptions, name: string): Promise<Stack> => {
  let stack = await describe(options, name);
  while (stack?.StackStatus?.endsWith('_IN_PROGRESS')) {
    await pause(options.pauseMs ?? 5_000);
    stack = await describe(options, name);
  }
  if (stack?.StackStatus !== 'UPDATE_COMPLETE') throw new Error(`the stack ${name} is ${stack?.StackStatus}`);
  return stack;
};

/** A change for CloudFormation when it takes the trigger alone for none. The tags of the app, with the next deployment, remove it. */
const triggerTag = { Key: 'rollback-trigger', Value: anyPageAlarm } as const;

const isNoUpdate = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('No updates are to be performed');

/**
 * Changes nothing of a stack but its trigger, which CloudFormation keeps for all later updates.
 * @throws {Error} when CloudFormation refuses the update, rolls it back, or does not keep the trigger.
 */
const setTrigger = async (
  options: WatchOptions,
  { StackName = '', Parameters = [], Tags = [] }: Stack,
  configuration: RollbackConfiguration,
): Promise<void> => {
  const minutes = configuration.MonitoringTimeInMinutes ?? 0;
  options.print(
    `${StackName} gets its rollback trigger, once${minutes > 0 ? `; this takes ${minutes} minutes` : ''}.`,
  );
  const update = {
    StackName,
    UsePreviousTemplate: true,
    Parameters: Parameters.map(({ ParameterKey }) => ({ ParameterKey, UsePreviousValue: true })),
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    RollbackConfiguration: configuration,
  } satisfies UpdateStackCommandInput;
  const send = (input: UpdateStackCommandInput) => options.cloudFormation.send(new UpdateStackCommand(input));
  await send(update).catch((error: unknown) => {
    if (!isNoUpdate(error)) throw error;
    return send({ ...update, Tags: [...Tags.filter(({ Key }) => Key !== triggerTag.Key), triggerTag] });
  });
  const { RollbackConfiguration: kept } = await awaitUpdate(options, StackName);
  if (textOf(kept) !== textOf(configuration))
    throw new Error(`${StackName} did not keep its rollback trigger`);
};

/**
 * Gives every stack of a stage the alarm on all pages as its only rollback trigger. CDK names no trigger in an update, so
 * that CloudFormation uses this one; `cdk` itself could not name an alarm of this type.
 * @returns `unwatched` when there is no such alarm, or CloudFormation does not take it.
 */
export const watchStacks = async (options: WatchOptions): Promise<Watch> => {
  try {
    const alarm = await alarmOf(options);
    if (alarm?.AlarmArn === undefined) {
      return { state: 'unwatched', reason: 'the stage has no alarm on all pages yet' };
    }
    if (alarm.StateValue === 'ALARM') {
      return {
        state: 'refused',
        reason: `the alarm ${alarm.AlarmName} is active: ${alarm.StateReason ?? ''}`,
      };
    }
    const configuration = configurationOf(options.stage, alarm.AlarmArn);
    // All at once: each update lasts as long as the alarm is monitored after it.
    const settings = await Promise.allSettled(
      watchedParts.map(async (part) => {
        const stack = await describe(options, stackName(options.stage, part));
        if (stack === undefined || stack.StackStatus === 'REVIEW_IN_PROGRESS') return;
        if (textOf(stack.RollbackConfiguration) !== textOf(configuration)) {
          await setTrigger(options, stack, configuration);
        }
      }),
    );
    const refused = settings.find(({ status }) => status === 'rejected');
    if (refused?.status === 'rejected') throw refused.reason;
    return { state: 'watched' };
  } catch (error) {
    return { state: 'unwatched', reason: error instanceof Error ? error.message : String(error) };
  }
};
