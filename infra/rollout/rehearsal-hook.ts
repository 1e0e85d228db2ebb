import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type ServedRouteId, servedRoutes } from '../../lib/contract/default-route.ts';
import { deploymentHooks, type HookId } from '../../lib/contract/deployment-hooks.ts';
import { environmentFor } from '../../lib/contract/resource-variables.ts';
import type { FunctionDeployment } from '../constructs/declared-function.ts';
import { OrderFunction } from '../constructs/order-function.ts';
import { functionName } from '../names.ts';

const id: HookId = 'rehearse-version';

/**
 * The function that tries each new version of an API function. It may invoke all versions of them: a policy with the
 * number of the new one would be in force only some time after the version exists.
 */
export const rehearsalHook = (
  scope: Construct,
  { stage, functionCode, environment }: FunctionDeployment,
): OrderFunction => {
  const { timeoutSeconds, memoryMb } = deploymentHooks[id];
  const versionsOf = (route: ServedRouteId) =>
    Stack.of(scope).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: `${functionName(stage, route)}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return new OrderFunction(scope, id, {
    stage,
    functionName: functionName(stage, id),
    description: 'tries new versions before they get traffic',
    code: functionCode(id),
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMb,
    environment: environmentFor({}, environment),
    statements: [
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: (Object.keys(servedRoutes) as ServedRouteId[]).map(versionsOf),
      }),
      // IAM knows no resource of these actions, and would refuse them with the ARN of a deployment group:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodedeploy.html
      new PolicyStatement({
        actions: ['codedeploy:BatchGetDeploymentTargets', 'codedeploy:ListDeploymentTargets'],
        resources: ['*'],
      }),
    ],
  });
};
