import type { Context } from 'aws-lambda';
import type { MetricsPublisher } from '../metrics/recording/metrics-recorder.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ContextLogger, LogFields } from '../platform/logging/context-logger.ts';
import type { LogEvent } from '../platform/logging/log-events.ts';
import type { WithDeadline } from './api/pipeline.ts';

export interface BackgroundDependencies {
  readonly logger: ContextLogger;
  readonly metrics: MetricsPublisher;
  readonly newCorrelationId: () => string;
  readonly withDeadline: WithDeadline;
}

export interface BackgroundRun {
  readonly correlationId: string;
  /** The time that the run has: the deadline comes shortly before the function times out. */
  readonly options: CallOptions;
}

/** What a run says in the logs: its name, and the lines for its end. */
export interface RunDescription {
  readonly fields: LogFields;
  readonly completed: LogEvent;
  readonly failed: LogEvent;
}

/** What a run did, for the logs, and what it answers the platform. */
export interface RunResult<R> {
  readonly report: object;
  readonly response: R;
}

/**
 * One invocation that no client waits for: it has a correlation id of its own, says what it did, publishes its
 * metrics however it ends, and fails the invocation when it fails.
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
    logger.info(completed, { ...fields, ...report });
    return response;
  } catch (error) {
    logger.error(failed, { ...fields, error });
    throw error;
  } finally {
    metrics.publish({ correlationId });
    logger.end();
  }
};
