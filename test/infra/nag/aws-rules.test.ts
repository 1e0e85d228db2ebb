import { rmSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CDK_APP_MODE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { describe, expect, it } from 'vitest';
import type { Acknowledgement } from '../../../infra/nag/acknowledgement.ts';
import { checkAgainstAwsRules } from '../../../infra/nag/aws-rules.ts';
import { anApp } from '../../harness/infra/synthesized.ts';

/** The report of a failed synth is the error itself, and not printed. */
const quietly = { [CDK_APP_MODE_CONTEXT]: 'inmemory' };

/** Synthesizes a stack that `build` fills; throws the report of what was found. */
const synthOf = (build: (stack: Stack) => void, acknowledged: readonly Acknowledgement[] = []) => {
  const app = anApp(quietly);
  try {
    build(new Stack(app, 'shop'));
    checkAgainstAwsRules(app, acknowledged);
    return app.synth();
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
};

const openQueue = (stack: Stack, id: string) => new Queue(stack, id, { enforceSSL: true });

const withoutDeadLetters = (id: string): Acknowledgement[] =>
  ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy'].map((rule) => ({
    path: `shop/${id}/Resource`,
    rule,
    reason: 'Nothing that it holds is worth keeping.',
  }));

const almighty = (stack: Stack) =>
  new Role(stack, 'role', { assumedBy: new AccountRootPrincipal() }).addToPolicy(
    new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }),
  );

const allowed = (finding: string): Acknowledgement => ({
  path: 'shop/role/DefaultPolicy/Resource',
  rule: `AwsSolutions-IAM5[${finding}]`,
  reason: 'It is for a test.',
});

describe('checkAgainstAwsRules', () => {
  describe('when a stack is full of mistakes', () => {
    it.each([
      'AwsSolutions-SQS3',
      'AwsSolutions-SQS4',
      'AwsSolutions-S10',
      'Serverless-SQSRedrivePolicy',
      'Serverless-LambdaTracing',
      'Serverless-LambdaDLQ',
      'AwsSolutions-IAM5[Action::s3:*]',
      'AwsSolutions-IAM5[Resource::*]',
    ])('fails the synth with %s', (rule) => {
      const mistakes = (stack: Stack) => {
        new Queue(stack, 'queue');
        new Bucket(stack, 'bucket');
        new CfnFunction(stack, 'function', { role: 'arn', code: {}, handler: 'h', runtime: 'nodejs24.x' });
        almighty(stack);
      };
      expect(() => synthOf(mistakes)).toThrow(rule);
    });
  });

  describe('when the finding is acknowledged at its resource', () => {
    it('lets the synth pass', () => {
      expect(() => synthOf((stack) => openQueue(stack, 'queue'), withoutDeadLetters('queue'))).not.toThrow();
    });

    it('still finds the same mistake at another resource', () => {
      const two = (stack: Stack) => ['queue', 'other'].map((id) => openQueue(stack, id));
      expect(() => synthOf(two, withoutDeadLetters('queue'))).toThrow(/shop\/other\/Resource/);
      expect(() => synthOf(two, withoutDeadLetters('queue'))).not.toThrow(/shop\/queue\/Resource/);
    });
  });

  describe('when one of a rule’s findings at a resource is acknowledged', () => {
    it('still finds the other', () => {
      expect(() => synthOf(almighty, [allowed('Action::s3:*')])).toThrow('AwsSolutions-IAM5[Resource::*]');
      expect(() => synthOf(almighty, [allowed('Action::s3:*'), allowed('Resource::*')])).not.toThrow();
    });
  });

  describe('when an acknowledgement names a resource that does not exist', () => {
    it('refuses it', () => {
      expect(() => synthOf((stack) => openQueue(stack, 'queue'), withoutDeadLetters('gone'))).toThrow(/gone/);
    });
  });
});
