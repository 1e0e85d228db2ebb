import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { QueueTrigger } from '../../lib/contract/consumers.ts';
import type { DeadLetteredQueue } from './dead-lettered-queue.ts';
import type { OrderFunction } from './order-function.ts';

const receive = (queueArn: string) =>
  new PolicyStatement({
    actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    resources: [queueArn],
  });

/** Six, says Lambda: it tries again by itself when the function is throttled, before the message is anyone's again. */
const timeoutsWithinVisibility = 6;

const requireVisibility = (
  { queue, batchWindowSeconds }: QueueTrigger,
  visibilityTimeoutSeconds: number,
  timeoutSeconds: number,
): void => {
  const needed = timeoutsWithinVisibility * timeoutSeconds + batchWindowSeconds;
  if (visibilityTimeoutSeconds >= needed) return;
  throw new RangeError(
    `queue ${queue} hides a message for ${visibilityTimeoutSeconds} s, and its consumer needs ${needed} s: ` +
      `${timeoutsWithinVisibility} timeouts of ${timeoutSeconds} s and the batch window`,
  );
};

/**
 * Feeds a queue to a function, which reports the failed messages of a batch.
 * @throws {RangeError} when a message could come back while it is still being worked on.
 */
export const consumeQueue = (
  { function: consumer, live }: OrderFunction,
  trigger: QueueTrigger,
  timeoutSeconds: number,
  { queue, definition }: DeadLetteredQueue,
): void => {
  requireVisibility(trigger, definition.visibilityTimeoutSeconds, timeoutSeconds);
  consumer.addToRolePolicy(receive(queue.queueArn));
  new EventSourceMapping(consumer, 'Queue', {
    target: live,
    eventSourceArn: queue.queueArn,
    batchSize: trigger.batchSize,
    maxBatchingWindow: Duration.seconds(trigger.batchWindowSeconds),
    maxConcurrency: trigger.maxConcurrency,
    reportBatchItemFailures: true,
  });
};
