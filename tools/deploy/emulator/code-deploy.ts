/** Stands in for CodeDeploy, which the emulator lacks: it has a function's version rehearsed, and keeps the verdict. */
export interface CodeDeploy {
  /** Begins to release a version. @returns the event that the hook before its traffic gets. */
  release(
    functionName: string,
    targetVersion: string,
  ): { readonly DeploymentId: string; readonly LifecycleEventHookExecutionId: string };
  /** The verdict of the hook about a release. */
  verdict(deploymentId: string): string | undefined;
  /** Answers a call by the name of its operation. */
  answer(operation: string, input: Readonly<Record<string, string>>): object;
}

/** The names of CodeDeploy's operations in requests begin so. */
export const codeDeployTarget = 'CodeDeploy_20141006.';

export const createCodeDeploy = (): CodeDeploy => {
  const releases: { readonly functionName: string; readonly targetVersion: string }[] = [];
  const verdicts = new Map<string, string>();
  return {
    release(functionName, targetVersion) {
      const DeploymentId = `d-${releases.push({ functionName, targetVersion })}`;
      return { DeploymentId, LifecycleEventHookExecutionId: `${DeploymentId}-hook` };
    },
    verdict: (deploymentId) => verdicts.get(deploymentId),
    answer(operation, { deploymentId = '', status = '' }) {
      if (operation === 'ListDeploymentTargets') return { targetIds: ['target'] };
      if (operation === 'BatchGetDeploymentTargets') {
        const lambdaFunctionInfo = { ...releases[Number(deploymentId.slice(2)) - 1], currentVersion: '1' };
        return { deploymentTargets: [{ lambdaTarget: { lambdaFunctionInfo } }] };
      }
      verdicts.set(deploymentId, status);
      return {};
    },
  };
};
