import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { EnvironmentKey, MetricsStore } from '../metrics-store.ts';

export interface FoldEnvironmentsDependencies {
  readonly store: Pick<MetricsStore, 'silentBefore' | 'fold'>;
  readonly clock: Clock;
  /** Most environments in one run. */
  readonly batchSize: number;
  /** Told of every environment that was folded. */
  readonly onFolded: () => void;
  /** Told why an environment could not be folded this time. */
  readonly onFailure: (key: EnvironmentKey, reason: unknown) => void;
}

/** CloudWatch Logs tries to deliver a line for 24 h. */
const silenceMs = 26 * 3_600_000;

/**
 * Use case: pack away the states of execution environments that have been silent for so long that they are
 * gone. Totals do not change, and a late line still counts for no more than it has news.
 */
export const foldEnvironments =
  ({ store, clock, batchSize, onFolded, onFailure }: FoldEnvironmentsDependencies) =>
  async (options: CallOptions): Promise<{ readonly found: number; readonly folded: number }> => {
    const time = clock() - silenceMs;
    const silent = await store.silentBefore(time, batchSize, options);
    let folded = 0;
    for (const key of silent) {
      if (options.signal.aborted) break;
      try {
        if (!(await store.fold(key, time, options))) continue;
        folded += 1;
        onFolded();
      } catch (reason) {
        onFailure(key, reason);
      }
    }
    return { found: silent.length, folded };
  };
