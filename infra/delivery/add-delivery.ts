import { type App, Token } from 'aws-cdk-lib';
import { serviceName } from '../../lib/contract/service.ts';
import { checkAgainstAwsRules } from '../nag/aws-rules.ts';
import { stageOf } from '../stage.ts';
import { DeliveryStack } from './delivery-stack.ts';

/**
 * Adds the stack with the role of the deployment workflow, and the rules of AWS that it must pass.
 * @throws {RangeError} when the context names no stage or no repository.
 */
export const addDelivery = (app: App): void => {
  const stage = stageOf(app);
  const { account, region } = stage.settings;
  const stackId = `${serviceName}-${stage.name}-delivery`;
  const stack = new DeliveryStack(app, stackId, {
    stage: stage.name,
    repository: app.node.tryGetContext('repository'),
    providerArn: app.node.tryGetContext('providerArn'),
    env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) },
    terminationProtection: stage.protected,
  });
  const path = `${stackId}/Role/DefaultPolicy/Resource`;
  // Known with the region, for which the rules then name it.
  const partition = Token.isUnresolved(stack.partition) ? '<AWS::Partition>' : stack.partition;
  const dashboards = `cloudwatch::${account ?? '<AWS::AccountId>'}:dashboard/${serviceName}-${stage.name}-*`;
  checkAgainstAwsRules(app, [
    {
      path,
      rule: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'the descriptions and metrics that the checks read have no ARN to name',
    },
    {
      path,
      rule: `AwsSolutions-IAM5[Resource::arn:${partition}:${dashboards}]`,
      reason: 'a deployment is marked in every dashboard of its stage, and of no other stage',
    },
  ]);
};
