import type { FunctionStatistics } from './function-statistics.ts';

export type EnvironmentState = 'starting' | 'idle' | 'busy';

export interface EnvironmentSnapshot {
  readonly id: string;
  readonly state: EnvironmentState;
  readonly invocations: number;
  readonly maxInFlight: number;
  readonly startedAt: string;
}

/** A function's execution environments at one moment, and what has happened to the function so far. */
export interface PoolSnapshot extends FunctionStatistics {
  readonly environments: readonly EnvironmentSnapshot[];
  /** Requests that wait for an environment. */
  readonly waiting: number;
}
