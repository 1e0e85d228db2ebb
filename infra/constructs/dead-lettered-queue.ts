import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterRetentionDays, type QueueDefinition, type QueueName } from '../../lib/contract/queues.ts';
import { deadLetterQueueName, queueName } from '../names.ts';
import type { Stage } from '../stage.ts';
import { customerKey } from './customer-key.ts';

/** Encryption of a queue: by the stage's own key, if it has one. */
const encryptionOf = (scope: Construct, id: string, stage: Stage) => {
  const encryptionMasterKey = customerKey(scope, stage, `${id}Key`);
  return encryptionMasterKey
    ? { encryption: QueueEncryption.KMS, encryptionMasterKey }
    : { encryption: QueueEncryption.SQS_MANAGED };
};

/** A queue of messages that failed in every attempt: encrypted, with the longest retention of SQS. */
export const deadLetterQueue = (scope: Construct, id: string, stage: Stage, name: string): Queue =>
  new Queue(scope, id, {
    queueName: name,
    retentionPeriod: Duration.days(deadLetterRetentionDays),
    ...encryptionOf(scope, id, stage),
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
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', stage, deadLetterQueueName(stage, name));
    this.queue = new Queue(this, 'Queue', {
      queueName: queueName(stage, name),
      visibilityTimeout: Duration.seconds(definition.visibilityTimeoutSeconds),
      retentionPeriod: Duration.days(definition.retentionDays),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: definition.maxReceiveCount },
      ...encryptionOf(this, 'Queue', stage),
      enforceSSL: true,
    });
  }
}
