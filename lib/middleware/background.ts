import type { Context } from 'aws-lambda';
import type { ConsumerId } from '../contract/consumers.ts';
import type { InvocationMetrics } from '../metrics/recorder.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ContextLogger, LogFields } from '../platform/logging/context-logger.ts';
import { type LogEvent, logEvents } from '../platform/logging/log-events.ts';

/**
 * Ends the work with SYS-003 in time before the platform ends the invocation.
 * @param remainingMs milliseconds until the platform does.
 */
export type WithDeadline = <T>(remainingMs: number, work: (options: CallOptions) => Promise<T>) => Promise<T>;

export interface BackgroundDependencies {
  readonly logger: ContextLogger;
  readonly metrics: InvocationMetrics;
  readonly newCorrelationId: () => string;
  readonly withDeadline: WithDeadline;
}

export interface BackgroundRun {
  readonly correlationId: string;
  /** The time that the run has: the deadline comes shortly before the function times out. */
  readonly options: CallOptions;
}

/** The log lines of a run: common fields, and one event for each way to end. */
export interface RunDescription {
  readonly fields: LogFields;
  readonly completed: LogEvent;
  readonly failed: LogEvent;
}

/** The report of a run for the logs, and its response to the platform. */
export interface RunResult<R> {
  readonly report: object;
  readonly response: R;
}

/**
 * Runs one invocation that no client waits for: it has a correlation id of its own, prints its report and its metrics
 * in one line, its metrics also when it fails, and fails the invocation then.
 */
export const runInBackground = async <R>(
  { logger, metrics, newCorrelationId, withDeadline }: BackgroundDependencies,
  { fields, completed, failed }: RunDescription,
  context: Context,
  run: (run: BackgroundRun) => Promise<RunResult<R>>,
): Promise<R> => {
  const correlationId = newCorrelationId();
  logger.begin(context);
  logger.bind({ correlationId });
  try {
    const { report, response } = await withDeadline(context.getRemainingTimeInMillis(), (options) =>
      run({ correlationId, options }),
    );
    logger.end(metrics.take(), completed, { ...fields, ...report });
    return response;
  } catch (error) {
    logger.error(failed, { ...fields, error });
    logger.end(metrics.take());
    throw error;
  }
};

/** A batch that the platform passes to a function. */
export interface Delivery<E> extends BackgroundRun {
  readonly event: E;
}

/** A Lambda function that a stream, a queue or a log subscription starts. */
export type ConsumerHandler<E, R> = (event: E, context: Context) => Promise<R>;

/**
 * Makes the handler of a function that receives batches. The response of `consume` names to the platform which records
 * or messages failed; when `consume` throws, the whole batch has failed.
 */
export const consumeInBackground =
  <E, R>(
    dependencies: BackgroundDependencies,
    consumer: ConsumerId,
    consume: (delivery: Delivery<E>) => Promise<RunResult<R>>,
  ): ConsumerHandler<E, R> =>
  (event, context) =>
    runInBackground(
      dependencies,
      { fields: { consumer }, completed: logEvents.batchCompleted, failed: logEvents.batchFailed },
      context,
      (run) => consume({ ...run, event }),
    );
