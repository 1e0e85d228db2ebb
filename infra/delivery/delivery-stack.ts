import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { OidcProviderNative, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { serviceName } from '../../lib/contract/service.ts';

/** With numbers, the subject of tokens stays the same when a name changes hands: GitHub's "immutable subject claims". */
const repositoryForm = /^(?:[\w.-]+\/[\w.-]+|[\w.-]+@\d+\/[\w.-]+@\d+)$/;

const issuer = 'token.actions.githubusercontent.com';

/** Reads of `npm run deploy` before and after the stacks are deployed. None of them reads stored data. */
const readActions = [
  'acm:DescribeCertificate',
  'cloudformation:DescribeAccountLimits',
  'cloudformation:DescribeStacks',
  'cloudformation:ListStacks',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetMetricData',
  'dynamodb:DescribeContinuousBackups',
  'dynamodb:DescribeTable',
  'dynamodb:DescribeTimeToLive',
  'dynamodb:ListTables',
  'events:ListRules',
  'iam:GetAccountSummary',
  'iam:ListRoles',
  'lambda:GetAccountSettings',
  'lambda:GetFunctionConcurrency',
  'secretsmanager:DescribeSecret',
];

/** Roles that `cdk bootstrap` makes, and CDK takes for a deployment. */
const bootstrapRoles = ['deploy-role', 'file-publishing-role', 'lookup-role'];

interface DeliveryStackProps extends StackProps {
  readonly stage: string;
  /** The repository on GitHub as the subject of its tokens has it: `owner/name`, or `owner@123/name@456`. */
  readonly repository: unknown;
  /** ARN of the account's provider for GitHub's tokens, where it exists; an account can have only one. */
  readonly providerArn: string | undefined;
}

/**
 * The role with which the deployment workflow deploys a stage. Only jobs of the repository's environment of the
 * stage's name take it, without a stored secret. It can take the roles of CDK's bootstrap, read what the checks need,
 * and mark deployments in the dashboards of the stage.
 */
export class DeliveryStack extends Stack {
  /** @throws {RangeError} on a repository of another form. */
  constructor(
    scope: Construct,
    id: string,
    { stage, repository, providerArn, ...props }: DeliveryStackProps,
  ) {
    if (typeof repository !== 'string' || !repositoryForm.test(repository)) {
      throw new RangeError(
        'Name the repository: --context repository=<owner>/<name>, or <owner>@<number>/<name>@<number>.',
      );
    }
    super(scope, id, props);
    const provider =
      providerArn ??
      new OidcProviderNative(this, 'GitHub', { url: `https://${issuer}`, clientIds: ['sts.amazonaws.com'] })
        .oidcProviderArn;
    const role = new Role(this, 'Role', {
      roleName: `${serviceName}-${stage}-delivery`,
      description: `deploys the stage ${stage} from ${repository}`,
      // As the job of the workflow: a deployment with rehearsals and monitored updates can take more than an hour.
      maxSessionDuration: Duration.hours(2),
      assumedBy: new WebIdentityPrincipal(provider, {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `repo:${repository}:environment:${stage}`,
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: bootstrapRoles.map((name) =>
          this.formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: `cdk-hnb659fds-${name}-${this.account}-${this.region}`,
          }),
        ),
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: readActions, resources: ['*'] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudwatch:GetDashboard', 'cloudwatch:PutDashboard'],
        resources: [
          this.formatArn({
            service: 'cloudwatch',
            region: '',
            resource: 'dashboard',
            resourceName: `${serviceName}-${stage}-*`,
          }),
        ],
      }),
    );
    new CfnOutput(this, 'RoleArn', { value: role.roleArn });
  }
}
