import type { RollbackConfiguration, Stack } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { stageFor } from '../../../infra/stage.ts';
import { prod } from '../../../infra/stages/prod.ts';
import {
  triggerParameters,
  unwatchedBecause,
  type WatchOptions,
  watchStacks,
} from '../../../tools/deploy/rollback-trigger.ts';

const alarmArn = 'arn:aws:cloudwatch:eu-central-1:111111111111:alarm:order-service-prod-any-page';
const alarm = { AlarmArn: alarmArn, AlarmName: 'order-service-prod-any-page', StateValue: 'OK' };
const wanted = {
  RollbackTriggers: [{ Arn: alarmArn, Type: 'AWS::CloudWatch::CompositeAlarm' }],
  MonitoringTimeInMinutes: 5,
};
const parts = ['data', 'events', 'api', 'jobs', 'monitoring'];
const nameOf = (part: string) => `order-service-prod-${part}`;

interface Call {
  readonly constructor: { readonly name: string };
  readonly input: {
    readonly StackName?: string;
    readonly AlarmNames?: string[];
    readonly RollbackConfiguration?: RollbackConfiguration;
    readonly Tags?: Stack['Tags'];
  };
}

interface Account {
  readonly stacks?: readonly string[];
  readonly alarms?: readonly object[];
  readonly updateEnds?: Stack['StackStatus'];
  readonly refusal?: string;
  /** Whether CloudFormation takes a trigger alone for a change. */
  readonly takesTriggerAlone?: boolean;
  readonly keepsTrigger?: boolean;
}

/** CloudFormation and CloudWatch of an account: an update takes one look, and what it sets stays with the stack. */
const anAccount = ({
  stacks: names = parts,
  alarms = [alarm],
  updateEnds = 'UPDATE_COMPLETE',
  refusal,
  takesTriggerAlone = true,
  keepsTrigger = true,
}: Account = {}) => {
  const stacks = new Map<string, Partial<Stack>>(
    names.map((part) => [
      nameOf(part),
      {
        StackName: nameOf(part),
        StackStatus: 'UPDATE_COMPLETE',
        Parameters: [{ ParameterKey: 'BootstrapVersion' }],
        Tags: [{ Key: 'service', Value: 'order-service' }],
      },
    ]),
  );
  const updates: Call['input'][] = [];
  const printed: string[] = [];
  const calls: string[] = [];
  const cloudFormation = async (call: Call) => {
    calls.push(call.constructor.name);
    const { input } = call;
    const found = stacks.get(input.StackName ?? '');
    if (found === undefined) throw new Error(`Stack with id ${input.StackName} does not exist`);
    if (call.constructor.name === 'UpdateStackCommand') {
      if (refusal !== undefined) throw new Error(refusal);
      if (!takesTriggerAlone && input.Tags === undefined) throw new Error('No updates are to be performed.');
      updates.push(input);
      const { RollbackConfiguration = {} } = keepsTrigger ? input : {};
      stacks.set(input.StackName ?? '', {
        ...found,
        RollbackConfiguration,
        StackStatus: 'UPDATE_IN_PROGRESS',
      });
      return {};
    }
    if (found.StackStatus === 'UPDATE_IN_PROGRESS') {
      stacks.set(input.StackName ?? '', { ...found, StackStatus: updateEnds });
    }
    return { Stacks: [found] };
  };
  const cloudWatch = async ({ input }: Call) => ({
    CompositeAlarms: alarms.filter(() => input.AlarmNames?.[0] === alarm.AlarmName),
  });
  const options = {
    stage: stageFor('prod', prod),
    cloudFormation: { send: cloudFormation },
    cloudWatch: { send: cloudWatch },
    print: (line: string) => printed.push(line),
    pauseMs: 0,
  } as unknown as WatchOptions;
  return { watch: () => watchStacks(options), updates, printed, stacks, calls };
};

describe('unwatchedBecause', () => {
  const stage = stageFor('prod', prod);

  it('names no reason for the second and every later deployment', () => {
    expect(unwatchedBecause(stage, false, undefined)).toBeUndefined();
  });

  it.each([
    ['a first deployment', stage, true, undefined, 'a first deployment has none'],
    [
      'one that overrides the gate',
      stage,
      false,
      'fixes payments',
      '--override deploys although one may be active',
    ],
    ['a stage without alarms', stageFor('dev'), false, undefined, 'the stage has no alarms'],
  ])('names the reason of %s', (_, ofStage, isFirst, override, reason) => {
    expect(unwatchedBecause(ofStage, isFirst, override)).toBe(reason);
  });
});

describe('triggerParameters', () => {
  it('leave the stored triggers in force, or take them away for the deployment', () => {
    expect(triggerParameters({ state: 'watched' })).toEqual([]);
    const none = ['--rollback-trigger-alarm-arns', 'none'];
    expect(triggerParameters({ state: 'unwatched', reason: 'a first deployment has none' })).toEqual(none);
  });
});

describe('watchStacks', () => {
  it('gives the alarm on all pages to each stack but its own, and changes nothing else of them', async () => {
    const { watch, updates, stacks } = anAccount();
    expect(await watch()).toEqual({ state: 'watched' });
    expect(updates).toEqual(
      ['data', 'events', 'api', 'jobs'].map((part) => ({
        StackName: nameOf(part),
        UsePreviousTemplate: true,
        Parameters: [{ ParameterKey: 'BootstrapVersion', UsePreviousValue: true }],
        Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
        RollbackConfiguration: wanted,
      })),
    );
    expect(stacks.get(nameOf('monitoring'))).not.toHaveProperty('RollbackConfiguration');
  });

  it('changes nothing before the next deployment, as CloudFormation keeps the trigger', async () => {
    const { watch, updates, printed } = anAccount();
    await watch();
    const before = [updates.length, printed.length];
    expect(await watch()).toEqual({ state: 'watched' });
    expect([updates.length, printed.length]).toEqual(before);
  });

  it('gives it to stacks that exist', async () => {
    const { watch, updates } = anAccount({ stacks: ['data', 'api'] });
    expect(await watch()).toEqual({ state: 'watched' });
    expect(updates.map(({ StackName }) => StackName)).toEqual(['data', 'api'].map(nameOf));
  });

  it('reports that there is no alarm yet', async () => {
    const { watch, updates } = anAccount({ alarms: [] });
    expect(await watch()).toEqual({ state: 'unwatched', reason: 'the stage has no alarm on all pages yet' });
    expect(updates).toEqual([]);
  });

  it('refuses while a page is active, which would roll back a good version, too', async () => {
    const active = { ...alarm, StateValue: 'ALARM', StateReason: 'availability-page is active' };
    const { watch, updates } = anAccount({ alarms: [active] });
    expect(await watch()).toEqual({
      state: 'refused',
      reason: 'the alarm order-service-prod-any-page is active: availability-page is active',
    });
    expect(updates).toEqual([]);
  });

  it('reports the reason of CloudFormation for refusing the trigger', async () => {
    const { watch } = anAccount({ refusal: 'access denied' });
    expect(await watch()).toEqual({ state: 'unwatched', reason: 'access denied' });
  });

  it('changes a tag, too, when CloudFormation takes the trigger alone for no update', async () => {
    const { watch, updates } = anAccount({ takesTriggerAlone: false });
    expect(await watch()).toEqual({ state: 'watched' });
    expect(updates).toHaveLength(4);
    for (const { Tags, RollbackConfiguration } of updates) {
      expect(RollbackConfiguration).toEqual(wanted);
      expect(Tags).toEqual([
        { Key: 'service', Value: 'order-service' },
        { Key: 'rollback-trigger', Value: 'any-page' },
      ]);
    }
    await watch();
    expect(updates).toHaveLength(4);
  });

  it('does not believe an update that leaves the trigger out', async () => {
    const { watch } = anAccount({ keepsTrigger: false });
    expect(await watch()).toEqual({
      state: 'unwatched',
      reason: 'order-service-prod-data did not keep its rollback trigger',
    });
  });

  it('updates all stacks at once, as each update takes minutes', async () => {
    const { watch, calls } = anAccount();
    await watch();
    const lastUpdate = calls.lastIndexOf('UpdateStackCommand');
    // One look at each stack before, and one at each after.
    expect(calls.slice(0, lastUpdate).filter((name) => name === 'DescribeStacksCommand').length).toBeLessThan(
      8,
    );
  });

  it('waits for the updates, and reports one that was rolled back', async () => {
    const { watch, stacks } = anAccount({ updateEnds: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await watch()).toEqual({
      state: 'unwatched',
      reason: 'the stack order-service-prod-data is UPDATE_ROLLBACK_COMPLETE',
    });
    expect([...stacks.values()].some(({ StackStatus }) => StackStatus === 'UPDATE_IN_PROGRESS')).toBe(false);
  });
});
