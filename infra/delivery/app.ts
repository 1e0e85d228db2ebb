import { App } from 'aws-cdk-lib';
import { serviceName } from '../../lib/contract/service.ts';
import { checkAgainstAwsRules } from '../nag/aws-rules.ts';
import { stageOf } from '../stage.ts';
import { DeliveryStack } from './delivery-stack.ts';

// The role of the deployment workflow: npx cdk deploy --app 'node infra/delivery/app.ts' -c stage=<name> -c repository=<owner>/<name>

const repositoryForm = /^[\w.-]+\/[\w.-]+$/;

const app = new App();
try {
  const stage = stageOf(app);
  const { account, region } = stage.settings;
  const repository: unknown = app.node.tryGetContext('repository');
  if (typeof repository !== 'string' || !repositoryForm.test(repository)) {
    throw new RangeError('Name the repository: --context repository=<owner>/<name>.');
  }
  const stackId = `${serviceName}-${stage.name}-delivery`;
  new DeliveryStack(app, stackId, {
    stage: stage.name,
    repository,
    providerArn: app.node.tryGetContext('providerArn'),
    env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) },
    terminationProtection: stage.protected,
  });
  checkAgainstAwsRules(app, [
    {
      path: `${stackId}/Role/DefaultPolicy/Resource`,
      rule: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'the descriptions and metrics that the checks read have no ARN to name',
    },
  ]);
  app.synth();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
