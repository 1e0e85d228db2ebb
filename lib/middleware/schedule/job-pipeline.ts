import type { Context } from 'aws-lambda';
import type { ScheduleId } from '../../contract/service.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import { type BackgroundDependencies, type BackgroundRun, runInBackground } from '../background.ts';

/** A Lambda function that a schedule starts. */
export type JobHandler = (event: unknown, context: Context) => Promise<void>;

/** Makes handlers of scheduled functions. The result of `run` is logged. */
export const createJobPipeline =
  (dependencies: BackgroundDependencies) =>
  (job: ScheduleId, run: (run: BackgroundRun) => Promise<object>): JobHandler => {
    const description = { fields: { job }, completed: logEvents.jobCompleted, failed: logEvents.jobFailed };
    return (_event, context) =>
      runInBackground(dependencies, description, context, async (background) => ({
        report: await run(background),
        response: undefined,
      }));
  };
