import type { InvocationOutcome } from './invocation.ts';

/** Statistics of a function since the start. */
export interface FunctionStatistics {
  readonly coldStarts: number;
  readonly invocations: number;
  /** Invocations that threw or crashed, or for which the function could not load. */
  readonly errors: number;
  readonly timeouts: number;
  /** Invocations that were refused, which are not among `invocations`. */
  readonly throttles: number;
  /** Most environments that were busy or starting at once. */
  readonly maxConcurrency: number;
  /** Most invocations that any one environment has had under way at once, as counted inside it. */
  readonly maxInFlightPerEnvironment: number;
}

export type MutableStatistics = { -readonly [K in keyof FunctionStatistics]: FunctionStatistics[K] };

export const emptyStatistics = (): MutableStatistics => ({
  coldStarts: 0,
  invocations: 0,
  errors: 0,
  timeouts: 0,
  throttles: 0,
  maxConcurrency: 0,
  maxInFlightPerEnvironment: 0,
});

export const countOutcome = (statistics: MutableStatistics, { status }: InvocationOutcome): void => {
  statistics.invocations += 1;
  if (status === 'failed') statistics.errors += 1;
  if (status === 'timed-out') statistics.timeouts += 1;
};
