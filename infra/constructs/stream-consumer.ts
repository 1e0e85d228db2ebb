import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { StreamTrigger } from '../../lib/contract/consumers.ts';
import { failureDestination, leaveFailuresIn } from './failure-bucket.ts';
import type { OrderFunction } from './order-function.ts';

interface StreamSource {
  readonly streamArn: string;
  readonly failures: Bucket;
}

const readStream = (streamArn: string) =>
  new PolicyStatement({
    actions: [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
    resources: [streamArn],
  });

/**
 * Feeds a table's stream to a function, in order. The function says which record it could not handle; a
 * batch that fails otherwise is halved, and what still fails at the end of its tries goes to `failures`.
 */
export const consumeStream = (
  { function: consumer, live }: OrderFunction,
  trigger: StreamTrigger,
  { streamArn, failures }: StreamSource,
): void => {
  const statements = [readStream(streamArn), ...leaveFailuresIn(failures)];
  for (const statement of statements) consumer.addToRolePolicy(statement);
  new EventSourceMapping(consumer, 'Stream', {
    target: live,
    eventSourceArn: streamArn,
    // A change that was made before the mapping was there is an event that no other function publishes at once.
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: trigger.batchSize,
    maxBatchingWindow: Duration.seconds(trigger.batchWindowSeconds),
    parallelizationFactor: 1,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: trigger.retryAttempts,
    maxRecordAge: Duration.seconds(trigger.maxRecordAgeSeconds),
    filters: trigger.filters.map((filter) => FilterCriteria.filter(filter)),
    onFailure: failureDestination(failures),
  });
};
