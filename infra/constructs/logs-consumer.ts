import { Duration } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { failureDestination, leaveFailuresIn } from './failure-bucket.ts';
import type { OrderFunction } from './order-function.ts';

/**
 * Readies a function for log subscriptions, which do not wait for it: a batch that it cannot handle is tried
 * again twice, then kept in `failures`, whole, to be handed over once more.
 */
export const consumeLogs = ({ function: consumer, live }: OrderFunction, failures: Bucket): void => {
  for (const statement of leaveFailuresIn(failures)) consumer.addToRolePolicy(statement);
  // Lambda looks for this setting at the alias that is invoked, not at the function.
  live.configureAsyncInvoke({
    retryAttempts: 2,
    // The longest there is: batches wait while as many as may be are worked on.
    maxEventAge: Duration.hours(6),
    onFailure: failureDestination(failures),
  });
};
