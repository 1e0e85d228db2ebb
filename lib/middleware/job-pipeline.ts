import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { ScheduleId } from '../contract/schedules.ts';
import type { ContextLogger, LogFields } from '../observability/context-logger.ts';
import { logEvents } from '../observability/log-events.ts';
import type { MetricsPublisher } from '../observability/metrics-recorder.ts';
import type { WithDeadline } from './pipeline.ts';

export interface JobPipelineDependencies {
  readonly logger: ContextLogger;
  readonly metrics: MetricsPublisher;
  readonly newCorrelationId: () => string;
  readonly withDeadline: WithDeadline;
}

export interface JobRun {
  readonly correlationId: string;
  /** Aborted shortly before the function times out. */
  readonly signal: AbortSignal;
}

/** A Lambda function that is run by the clock. */
export type JobHandler = (event: unknown, context: Context) => Promise<void>;

/**
 * Makes handlers of scheduled functions: each run has a correlation id of its own, says what it did, and fails
 * the invocation when it fails.
 */
export const createJobPipeline =
  ({ logger, metrics, newCorrelationId, withDeadline }: JobPipelineDependencies) =>
  (job: ScheduleId, run: (job: JobRun) => Promise<object>): JobHandler => {
    const handle = async (_event: unknown, context: Context) => {
      const correlationId = newCorrelationId();
      logger.begin(context);
      logger.bind({ correlationId });
      try {
        const result = await withDeadline(
          () => context.getRemainingTimeInMillis(),
          (signal) => run({ correlationId, signal }),
        );
        logger.info(logEvents.jobCompleted, { job, ...(result as LogFields) });
      } catch (error) {
        logger.error(logEvents.jobFailed, { job, error });
        throw error;
      } finally {
        metrics.publish({ correlationId });
        logger.end();
      }
    };
    return middy(handle, { timeoutEarlyInMillis: 0 }) as unknown as JobHandler;
  };
