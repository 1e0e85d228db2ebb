import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { ScheduleId } from '../../contract/schedules.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { type BackgroundDependencies, type BackgroundRun, runInBackground } from '../background.ts';

/** A Lambda function that is run by the clock. */
export type JobHandler = (event: unknown, context: Context) => Promise<void>;

/** Makes handlers of scheduled functions. What `run` returns is logged. */
export const createJobPipeline =
  (dependencies: BackgroundDependencies) =>
  (job: ScheduleId, run: (run: BackgroundRun) => Promise<object>): JobHandler => {
    const description = { fields: { job }, completed: logEvents.jobCompleted, failed: logEvents.jobFailed };
    const handle = (_event: unknown, context: Context) =>
      runInBackground(dependencies, description, context, async (background) => ({
        report: await run(background),
        response: undefined,
      }));
    return middy(handle, { timeoutEarlyInMillis: 0 }) as unknown as JobHandler;
  };
