import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { CallOptions } from '../../platform/call-options.ts';
import type { ContextLogger, LogFields } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import type { WithDeadline } from '../background.ts';

const hookEventSchema = z.object({
  DeploymentId: z.string().min(1),
  LifecycleEventHookExecutionId: z.string().min(1),
});

/** A Lambda function that CodeDeploy invokes in a lifecycle event of a deployment. */
export type HookHandler = (event: unknown, context: Context) => Promise<void>;

/** The deployments that ask about a subject, such as a version of a function. */
interface AskingDeployments<S> {
  versionUnderTest(deploymentId: string, options: CallOptions): Promise<S>;
  report(
    run: { readonly deploymentId: string; readonly executionId: string },
    verdict: 'Succeeded' | 'Failed',
    options: CallOptions,
  ): Promise<void>;
}

export interface HookDependencies<S> {
  readonly logger: ContextLogger;
  readonly withDeadline: WithDeadline;
  readonly deployments: AskingDeployments<S>;
  /** Throws when the version must not get traffic. @returns what the log says about the examination. */
  readonly examine: (version: S, options: CallOptions) => Promise<LogFields>;
}

/** Kept back for the report, in milliseconds: without one, CodeDeploy waits for an hour. */
const reportMs = 10_000;

/**
 * Makes the handler of a hook. It reports a verdict about the version in every case, and fails only when it cannot
 * report: an invocation that failed would be repeated after the verdict.
 */
export const createHookPipeline =
  <S extends object>({ logger, withDeadline, deployments, examine }: HookDependencies<S>): HookHandler =>
  async (event, context) => {
    logger.begin(context);
    const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: executionId } =
      hookEventSchema.parse(event);
    const examined = async (): Promise<boolean> => {
      let subject: S | undefined;
      try {
        const report = await withDeadline(context.getRemainingTimeInMillis() - reportMs, async (options) => {
          subject = await deployments.versionUnderTest(deploymentId, options);
          return examine(subject, options);
        });
        logger.info(logEvents.versionRehearsed, { deploymentId, ...subject, ...report });
        return true;
      } catch (error) {
        logger.error(logEvents.versionRejected, { deploymentId, ...subject, error });
        return false;
      }
    };
    try {
      const verdict = (await examined()) ? 'Succeeded' : 'Failed';
      await withDeadline(context.getRemainingTimeInMillis(), (options) =>
        deployments.report({ deploymentId, executionId }, verdict, options),
      );
    } finally {
      logger.end([]);
    }
  };
