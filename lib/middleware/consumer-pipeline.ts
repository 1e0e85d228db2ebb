import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { ConsumerId } from '../contract/consumers.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import {
  type BackgroundDependencies,
  type BackgroundRun,
  type RunResult,
  runInBackground,
} from './background.ts';

/** A batch that the platform has handed to a function. */
export interface Delivery<E> extends BackgroundRun {
  readonly event: E;
}

/** A Lambda function that is started by a stream, a queue or a log subscription. */
export type ConsumerHandler<E, R> = (event: E, context: Context) => Promise<R>;

/**
 * Makes handlers of functions that are handed batches. `run` answers with what the platform wants to know, such
 * as which of the messages failed; when it throws, the whole batch has failed.
 */
export const createConsumerPipeline =
  (dependencies: BackgroundDependencies) =>
  <E, R>(
    consumer: ConsumerId,
    run: (delivery: Delivery<E>) => Promise<RunResult<R>>,
  ): ConsumerHandler<E, R> => {
    const description = {
      fields: { consumer },
      completed: logEvents.batchCompleted,
      failed: logEvents.batchFailed,
    };
    const handle = (event: E, context: Context) =>
      runInBackground(dependencies, description, context, (background) => run({ ...background, event }));
    return middy(handle, { timeoutEarlyInMillis: 0 }) as unknown as ConsumerHandler<E, R>;
  };
