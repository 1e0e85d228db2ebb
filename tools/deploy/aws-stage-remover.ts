import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { StageRemover } from './destroy-stage.ts';

const isMissingStack = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');

const isMissingBucket = (error: unknown): boolean => error instanceof Error && error.name === 'NoSuchBucket';

const pollMs = 2_000;

/** Removes stages from the account of the credentials, in a region. */
export const awsStageRemover = (region: string | undefined): StageRemover & { close(): void } => {
  const options = { ...(region !== undefined && { region }), maxAttempts: 3 };
  const cloudFormation = new CloudFormationClient(options);
  // An emulator has no names for single buckets.
  const s3 = new S3Client({ ...options, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined });
  const tokens = new STSClient(options);

  const describe = async (StackName: string): Promise<Stack | undefined> => {
    try {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      const stack = Stacks?.[0];
      return stack?.StackStatus === 'DELETE_COMPLETE' ? undefined : stack;
    } catch (error) {
      if (isMissingStack(error)) return undefined;
      throw error;
    }
  };

  const bucketsOf = async (StackName: string): Promise<readonly string[]> => {
    const buckets: string[] = [];
    for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
      for (const { ResourceType, PhysicalResourceId: id, ResourceStatus } of page.StackResourceSummaries ??
        []) {
        if (ResourceType === 'AWS::S3::Bucket' && id && ResourceStatus !== 'DELETE_COMPLETE')
          buckets.push(id);
      }
    }
    return buckets;
  };

  /** Reasons of the resources that the last deletion could not remove. */
  const failuresOf = async (stackId: string): Promise<readonly string[]> => {
    const { StackEvents = [] } = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: stackId }),
    );
    const begun = StackEvents.findIndex(
      ({ PhysicalResourceId, ResourceStatus }) =>
        PhysicalResourceId === stackId && ResourceStatus === 'DELETE_IN_PROGRESS',
    );
    const failed = StackEvents.slice(0, begun < 0 ? undefined : begun).flatMap(
      ({ LogicalResourceId, ResourceStatus, ResourceStatusReason = 'no reason given' }) =>
        ResourceStatus === 'DELETE_FAILED' ? [`${LogicalResourceId}: ${ResourceStatusReason}`] : [],
    );
    return failed.length > 0 ? failed : ['the deletion failed; the events of the stack name the cause'];
  };

  return {
    async accountId() {
      const { Account = '' } = await tokens.send(new GetCallerIdentityCommand({}));
      return Account;
    },

    async findStack(name) {
      const stack = await describe(name);
      return stack && { name, buckets: await bucketsOf(name) };
    },

    async emptyBucket(Bucket) {
      let deleted = 0;
      try {
        // Each deletion makes the next list shorter, until it is empty.
        for (;;) {
          const { Versions = [], DeleteMarkers = [] } = await s3.send(
            new ListObjectVersionsCommand({ Bucket }),
          );
          const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
          if (Objects.length === 0) return deleted;
          const { Errors: [refused] = [] } = await s3.send(
            new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
          );
          if (refused) throw new Error(`${Bucket}: ${refused.Key} was not deleted: ${refused.Message}`);
          deleted += Objects.length;
        }
      } catch (error) {
        if (!isMissingBucket(error)) throw error;
        return deleted;
      }
    },

    async deleteStack(name) {
      const stack = await describe(name);
      if (!stack) return [];
      await cloudFormation.send(new DeleteStackCommand({ StackName: name }));
      const stackId = stack.StackId ?? name;
      for (;;) {
        await pause(pollMs);
        const now = await describe(stackId);
        if (!now) return [];
        if (now.StackStatus === 'DELETE_FAILED') return failuresOf(stackId);
      }
    },

    close() {
      for (const client of [cloudFormation, s3, tokens]) client.destroy();
    },
  };
};
