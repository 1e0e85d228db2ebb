import { describe, expect, it } from 'vitest';
import { theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { events } = synthesized();
const [bucketId, bucket] = theOnly(events, 'AWS::S3::Bucket');

describe('failureBucket', () => {
  it('is encrypted and closed to the public', () => {
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it('refuses requests without TLS and grants no access', () => {
    const arn = { 'Fn::GetAtt': [bucketId, 'Arn'] };
    const { Properties: policy } = theOnly(events, 'AWS::S3::BucketPolicy')[1];
    expect(policy.PolicyDocument.Statement).toEqual([
      {
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
      },
    ]);
  });

  it('deletes its objects after 30 days', () => {
    expect(bucket.Properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 30, Status: 'Enabled' },
    ]);
  });

  it('outlives its stack unless the stage is dev', () => {
    const prod = synthesized({ stage: 'prod' }).events;
    expect(bucket.DeletionPolicy).toBe('Delete');
    expect(theOnly(prod, 'AWS::S3::Bucket')[1].DeletionPolicy).toBe('RetainExceptOnCreate');
  });
});
