import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { failureRetentionDays } from '../../lib/contract/retention.ts';
import type { Stage } from '../stage.ts';
import { customerKey } from './customer-key.ts';

/** Where whole batches go that a function could not handle; a queue would hold only their position in the stream. */
export const failureBucket = (scope: Construct, id: string, stage: Stage): Bucket => {
  const encryptionKey = customerKey(scope, stage, `${id}Key`);
  return new Bucket(scope, id, {
    ...(encryptionKey
      ? { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
      : { encryption: BucketEncryption.S3_MANAGED }),
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [{ expiration: Duration.days(failureRetentionDays) }],
    // A bucket that holds something keeps its stack from going. Emptying it by force would take a function of its own.
    removalPolicy: stage.removalPolicy,
  });
};

/**
 * Permissions that Lambda needs, as the function, to leave a failed batch. It writes below `aws/lambda/`,
 * and still refuses the destination when the role may not write to the whole bucket.
 */
export const leaveFailuresIn = ({ bucketArn }: Bucket): PolicyStatement[] => [
  new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucketArn] }),
  new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${bucketArn}/*`] }),
];

/** The bucket as a destination; permissions are the function's own affair. */
export const failureDestination = ({ bucketArn: destination }: Bucket) => ({ bind: () => ({ destination }) });
