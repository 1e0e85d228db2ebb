import { describe, expect, it } from 'vitest';
import { deadLetterRetentionDays, queueEntries } from '../../../lib/contract/queues.ts';
import { queueIn, resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { events } = synthesized();
const secondsPerDay = 86_400;

describe.each(queueEntries)('queue %s', (name, definition) => {
  const { Properties: queue } = queueIn(events, `order-service-dev-${name}`)[1];
  const [deadLettersId, { Properties: deadLetters }] = queueIn(events, `order-service-dev-${name}-dlq`);

  it('has the visibility timeout and the retention of the contract', () => {
    expect(queue).toMatchObject({
      VisibilityTimeout: definition.visibilityTimeoutSeconds,
      MessageRetentionPeriod: definition.retentionDays * secondsPerDay,
    });
  });

  it('moves a message to its dead-letter queue after the tries of the contract', () => {
    expect(queue.RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [deadLettersId, 'Arn'] },
      maxReceiveCount: definition.maxReceiveCount,
    });
  });

  it('has a dead-letter queue that keeps messages for longer than itself', () => {
    expect(deadLetters.MessageRetentionPeriod).toBe(deadLetterRetentionDays * secondsPerDay);
    expect(deadLetters.MessageRetentionPeriod).toBeGreaterThan(queue.MessageRetentionPeriod);
  });
});

const allQueues = resourcesOf(events, 'AWS::SQS::Queue');

describe.each(allQueues)('every queue, such as %s', (id, { Properties }) => {
  it('is encrypted by SQS', () => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it('has a dead-letter queue or is one', () => {
    expect(Properties.RedrivePolicy !== undefined).toBe(!Properties.QueueName.endsWith('-dlq'));
  });

  it('refuses requests without TLS', () => {
    const statements = resourcesOf(events, 'AWS::SQS::QueuePolicy')
      .filter(([, policy]) => policy.Properties.Queues.some(({ Ref }: { Ref: string }) => Ref === id))
      .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual({
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Resource: { 'Fn::GetAtt': [id, 'Arn'] },
    });
  });
});
