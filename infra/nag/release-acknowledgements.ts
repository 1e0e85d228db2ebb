import { servedRoutes } from '../../lib/contract/default-route.ts';
import { functionName, stackName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { Acknowledgement } from './acknowledgement.ts';

/** The findings about the release by CodeDeploy that stay; none in a stage without it. */
export const releaseAcknowledgements = (stage: Pick<Stage, 'name' | 'settings'>): Acknowledgement[] => {
  const { region, account = '<AWS::AccountId>', rollout, tracing } = stage.settings;
  if (rollout !== 'canary') return [];
  const release = `${stackName(stage, 'api')}/Rollout`;
  // CDK knows the partition of a region; the finding quotes what it knows.
  const place = region === undefined ? `<AWS::Partition>:lambda:<AWS::Region>` : `aws:lambda:${region}`;
  return [
    {
      path: `${release}/Role/Resource`,
      rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
      reason: 'AWS keeps this policy for CodeDeploy, which alone can assume the role.',
    },
    {
      path: `${release}/Role/DefaultPolicy/Resource`,
      // CDK's logical id of the hook; the finding quotes it.
      rule: 'AwsSolutions-IAM5[Resource::<RolloutrehearseversionFunction9E2E194D.Arn>:*]',
      reason: 'CDK grants all qualifiers of the hook, and CodeDeploy invokes it without one.',
    },
    // With tracing, every function has this finding.
    ...(tracing
      ? []
      : [
          {
            path: `${release}/rehearse-version/Role/DefaultPolicy/Resource`,
            rule: 'AwsSolutions-IAM5[Resource::*]',
            reason: 'The actions that tell the version of a deployment have no resource in IAM.',
          },
        ]),
    ...Object.keys(servedRoutes).map((id) => ({
      path: `${release}/rehearse-version/Role/DefaultPolicy/Resource`,
      rule: `AwsSolutions-IAM5[Resource::arn:${place}:${account}:function:${functionName(stage, id as keyof typeof servedRoutes)}:*]`,
      reason: 'The hook tries versions of this function, whose numbers are not known before they exist.',
    })),
  ];
};
