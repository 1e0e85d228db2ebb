import { text } from 'node:stream/consumers';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCodeDeploy } from '../../../../tools/deploy/emulator/code-deploy.ts';
import type { Template } from '../../../../tools/deploy/emulator/reduced-template.ts';
import { type Relay, startRelay } from '../../../../tools/deploy/emulator/relay.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const template: Template = {
  Resources: { archive: { Type: 'AWS::Events::Archive' }, queue: { Type: 'AWS::SQS::Queue' } },
};
const Arn = 'arn:aws:cloudwatch:eu-central-1:444455556666:alarm:any-page';

const descriptionOf = (names: readonly string[]) =>
  `<DescribeStacksResponse><DescribeStacksResult><Stacks>${names
    .map(
      (name) => `<member><StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus></member>`,
    )
    .join('')}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;

describe('startRelay', () => {
  let emulator: Awaited<ReturnType<typeof startScriptedServer>>;
  let relay: Relay;
  const stored = new Map<string, string>();
  const received: string[] = [];
  let refuses = false;
  const codeDeploy = createCodeDeploy();
  beforeAll(async () => {
    emulator = await startScriptedServer(async (request, response) => {
      const { method = '', url = '' } = request;
      const body = await text(request);
      if (method === 'PUT') stored.set(url, body);
      if (method === 'POST') received.push(body);
      response.writeHead(refuses ? 400 : 200, { 'content-type': 'text/xml' });
      response.end(method === 'GET' ? stored.get(url) : descriptionOf(['data', 'api']));
    });
    relay = await startRelay(
      emulator.endpoint,
      (stack, { Resources }) => ({ Resources: { ...Resources, [stack]: { Type: 'AWS::SNS::Topic' } } }),
      codeDeploy,
    );
  });
  beforeEach(() => {
    refuses = false;
    received.length = 0;
  });
  afterAll(async () => {
    relay.close();
    await emulator.stop();
  });

  const client = () =>
    new CloudFormationClient({
      endpoint: relay.url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      maxAttempts: 1,
    });
  const update = (StackName: string) =>
    client().send(
      new UpdateStackCommand({
        StackName,
        RollbackConfiguration: {
          RollbackTriggers: [{ Arn, Type: 'AWS::CloudWatch::CompositeAlarm' }],
          MonitoringTimeInMinutes: 5,
        },
      }),
    );
  const configurations = async () => {
    const { Stacks = [] } = await client().send(new DescribeStacksCommand({}));
    return Stacks.map(({ RollbackConfiguration }) => RollbackConfiguration?.RollbackTriggers?.[0]?.Arn);
  };

  it('has a change set use the reduced and changed template', async () => {
    stored.set('/assets/a.json', JSON.stringify(template));
    const body = new URLSearchParams({
      Action: 'CreateChangeSet',
      StackName: 'api',
      TemplateURL: 'https://s3.eu-central-1.amazonaws.com/assets/a.json',
    });
    await fetch(relay.url, { method: 'POST', body });
    const [sent = ''] = received;
    const { pathname } = new URL(new URLSearchParams(sent).get('TemplateURL') ?? '');
    expect(JSON.parse(stored.get(pathname) ?? '')).toEqual({
      Resources: { queue: template.Resources['queue'], api: { Type: 'AWS::SNS::Topic' } },
    });
  });

  it('forgets the trigger of an update that the emulator refuses', async () => {
    refuses = true;
    await expect(update('data')).rejects.toThrow();
    refuses = false;
    expect(await configurations()).toEqual([undefined, undefined]);
  });

  it('keeps the trigger of an update with its stack', async () => {
    await update('data');
    expect(await configurations()).toEqual([Arn, undefined]);
  });

  it('answers for CodeDeploy, and keeps the verdict about a release', async () => {
    const { DeploymentId: deploymentId } = codeDeploy.release('shop-buy', '7');
    const call = async (operation: string, input: object) => {
      const target = { 'x-amz-target': `CodeDeploy_20141006.${operation}` };
      const answer = await fetch(relay.url, { method: 'POST', headers: target, body: JSON.stringify(input) });
      return answer.json();
    };
    expect(await call('BatchGetDeploymentTargets', { deploymentId })).toMatchObject({
      deploymentTargets: [
        { lambdaTarget: { lambdaFunctionInfo: { functionName: 'shop-buy', targetVersion: '7' } } },
      ],
    });
    await call('PutLifecycleEventHookExecutionStatus', { deploymentId, status: 'Failed' });
    expect(codeDeploy.verdict(deploymentId)).toBe('Failed');
    expect(received).toEqual([]);
  });

  it('passes other requests on as they are', async () => {
    await fetch(`${relay.url}/bucket/key`, { method: 'PUT', body: 'a text' });
    expect(stored.get('/bucket/key')).toBe('a text');
  });
});
