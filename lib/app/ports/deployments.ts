import type { CallOptions } from '../../platform/call-options.ts';

/** A version of a function that a deployment is about to use. */
export interface VersionUnderTest {
  /** Name of the function. */
  readonly functionName: string;
  readonly version: string;
  /** Whether the function had this version before the one that it has now. */
  readonly isReturn: boolean;
}

/** One run of a hook, as the deployment identifies it. */
export interface HookRun {
  readonly deploymentId: string;
  readonly executionId: string;
}

export type HookVerdict = 'Succeeded' | 'Failed';

/** The deployments that ask for a verdict. */
export interface Deployments {
  /** @throws {Error} when the deployment names no version. */
  versionUnderTest(deploymentId: string, options: CallOptions): Promise<VersionUnderTest>;
  report(run: HookRun, verdict: HookVerdict, options: CallOptions): Promise<void>;
}
