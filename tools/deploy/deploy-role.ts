import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';

/** Credentials as clients of the SDK take them. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * Credentials of the role that `cdk bootstrap` made for deployments. It may update stacks; a pipeline's own role may not.
 * @returns `undefined` when the role cannot be taken, as by a root user; then CDK uses the credentials of the environment, too.
 */
export const deployRoleCredentials = async (
  client: Pick<STSClient, 'send'>,
  region: string,
): Promise<RoleCredentials | undefined> => {
  try {
    const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
    const partition = Arn.split(':')[1] ?? 'aws';
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${Account}:role/cdk-hnb659fds-deploy-role-${Account}-${region}`,
        RoleSessionName: 'order-service-deploy',
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
      return undefined;
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } catch {
    return undefined;
  }
};
