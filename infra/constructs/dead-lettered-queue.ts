import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterRetentionDays, type QueueDefinition, type QueueName } from '../../lib/contract/queues.ts';
import { deadLetterQueueName, queueName } from '../names.ts';
import type { Stage } from '../stage.ts';

/** A queue of messages that failed in every attempt: encrypted, with the longest retention of SQS. */
export const deadLetterQueue = (scope: Construct, id: string, name: string): Queue =>
  new Queue(scope, id, {
    queueName: name,
    retentionPeriod: Duration.days(deadLetterRetentionDays),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });

interface DeadLetteredQueueProps {
  readonly stage: Stage;
  readonly name: QueueName;
  readonly definition: QueueDefinition;
}

/** A queue of the contract and its dead-letter queue. */
export class DeadLetteredQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly definition: QueueDefinition;

  constructor(scope: Construct, id: string, { stage, name, definition }: DeadLetteredQueueProps) {
    super(scope, id);
    this.definition = definition;
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', deadLetterQueueName(stage, name));
    this.queue = new Queue(this, 'Queue', {
      queueName: queueName(stage, name),
      visibilityTimeout: Duration.seconds(definition.visibilityTimeoutSeconds),
      retentionPeriod: Duration.days(definition.retentionDays),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: definition.maxReceiveCount },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
  }
}
