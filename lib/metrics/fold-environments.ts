import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { type DrainSettings, drainBacklog } from '../platform/resilience/drain-backlog.ts';
import type { EnvironmentKey, MetricsStore, SilentEnvironment } from './metrics-store.ts';

export interface FoldEnvironmentsDependencies {
  readonly store: Pick<MetricsStore, 'silentBefore' | 'putOff' | 'fold'>;
  readonly clock: Clock;
  readonly drain: DrainSettings;
  /** Called for every environment that was folded. */
  readonly onFolded: () => void;
  /** Receives the reason why an environment could not be folded this time. */
  readonly onFailure: (key: EnvironmentKey, reason: unknown) => void;
}

export interface FoldingResult {
  readonly found: number;
  readonly folded: number;
  /** Environments that could not be folded; they are put off. */
  readonly failed: number;
  /** Whether every idle environment was processed in time. */
  readonly complete: boolean;
}

const hourMs = 3_600_000;

/** CloudWatch Logs tries to deliver a line for 24 h. */
const silenceMs = 26 * hourMs;

/**
 * Use case: fold the states of execution environments that have been silent for so long that they are gone. Totals do
 * not change, and a late line counts only what is new in it.
 */
export const foldEnvironments =
  ({ store, clock, drain, onFolded, onFailure }: FoldEnvironmentsDependencies) =>
  async (options: CallOptions): Promise<FoldingResult> => {
    const time = clock() - silenceMs;
    const backlog = {
      items: store.silentBefore(time, options),
      dueSince: ({ heardAt }: SilentEnvironment) => heardAt + hourMs + silenceMs,
      async work({ fn, env }: SilentEnvironment) {
        if (!(await store.fold({ fn, env }, time, options))) return false;
        onFolded();
        return true;
      },
      putOff: (environment: SilentEnvironment, until: number) =>
        store.putOff(environment, until - silenceMs, options),
      onFailure: ({ fn, env }: SilentEnvironment, reason: unknown) => onFailure({ fn, env }, reason),
    };
    const { done, ...counts } = await drainBacklog(backlog, drain, options);
    return { ...counts, folded: done };
  };
