import { App } from 'aws-cdk-lib';
import { serviceName } from '../../lib/contract/service.ts';
import { checkAgainstAwsRules } from '../nag/aws-rules.ts';
import { stageOf } from '../stage.ts';
import { DeliveryStack } from './delivery-stack.ts';

// The role of the deployment workflow: npx cdk deploy --app 'node infra/delivery/app.ts' -c stage=<name> -c repository=<owner>/<name>

const app = new App();
try {
  const stage = stageOf(app);
  const { account, region } = stage.settings;
  const stackId = `${serviceName}-${stage.name}-delivery`;
  new DeliveryStack(app, stackId, {
    stage: stage.name,
    repository: app.node.tryGetContext('repository'),
    providerArn: app.node.tryGetContext('providerArn'),
    env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) },
    terminationProtection: stage.protected,
  });
  const path = `${stackId}/Role/DefaultPolicy/Resource`;
  const dashboards = `cloudwatch::${account ?? '<AWS::AccountId>'}:dashboard/${serviceName}-${stage.name}-*`;
  checkAgainstAwsRules(app, [
    {
      path,
      rule: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'the descriptions and metrics that the checks read have no ARN to name',
    },
    {
      path,
      rule: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${dashboards}]`,
      reason: 'a deployment is marked in every dashboard of its stage, and of no other stage',
    },
  ]);
  app.synth();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
