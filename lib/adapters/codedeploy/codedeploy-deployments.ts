import {
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  ListDeploymentTargetsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import type { Deployments } from '../../app/ports/deployments.ts';

/**
 * Deployments of CodeDeploy. The event of a hook names no function; the targets of the deployment do.
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export const createCodeDeployDeployments = (client: Pick<CodeDeployClient, 'send'>): Deployments => ({
  async versionUnderTest(deploymentId, { signal }) {
    const { targetIds } = await client.send(new ListDeploymentTargetsCommand({ deploymentId }), {
      abortSignal: signal,
    });
    const { deploymentTargets = [] } = await client.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: targetIds ?? [] }),
      { abortSignal: signal },
    );
    const {
      functionName,
      targetVersion,
      currentVersion = '0',
    } = deploymentTargets[0]?.lambdaTarget?.lambdaFunctionInfo ?? {};
    if (functionName === undefined || targetVersion === undefined) {
      throw new Error(`the deployment ${deploymentId} names no version of a function`);
    }
    // Lambda numbers versions upwards, and uses no number twice.
    return { functionName, version: targetVersion, isReturn: Number(targetVersion) < Number(currentVersion) };
  },
  async report({ deploymentId, executionId }, status, { signal }) {
    await client.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId,
        lifecycleEventHookExecutionId: executionId,
        status,
      }),
      { abortSignal: signal },
    );
  },
});
