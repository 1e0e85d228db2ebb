import type { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { deployRoleCredentials } from '../../../tools/deploy/deploy-role.ts';

const tokens = (assume: (roleArn: string) => unknown) =>
  ({
    send: async ({ input }: { input: { RoleArn?: string } }) =>
      input.RoleArn === undefined
        ? { Account: '123456789012', Arn: 'arn:aws-cn:sts::123456789012:assumed-role/delivery/x' }
        : assume(input.RoleArn),
  }) as unknown as STSClient;

describe('deployRoleCredentials', () => {
  it('takes the role of the bootstrap in the partition and account of the credentials', async () => {
    const asked: string[] = [];
    const client = tokens((roleArn) => {
      asked.push(roleArn);
      return { Credentials: { AccessKeyId: 'key', SecretAccessKey: 'secret', SessionToken: 'token' } };
    });
    expect(await deployRoleCredentials(client, 'cn-north-1')).toEqual({
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
    expect(asked).toEqual([
      'arn:aws-cn:iam::123456789012:role/cdk-hnb659fds-deploy-role-123456789012-cn-north-1',
    ]);
  });

  it('gives none when the role is refused', async () => {
    const client = tokens(() => Promise.reject(new Error('Roles may not be assumed by root accounts.')));
    expect(await deployRoleCredentials(client, 'eu-central-1')).toBeUndefined();
  });
});
