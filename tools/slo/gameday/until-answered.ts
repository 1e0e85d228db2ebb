import { setTimeout as sleep } from 'node:timers/promises';

export interface Persistence {
  /** For how long a look is repeated after the first one has begun. */
  readonly forMs?: number;
  /** Pause between two looks. */
  readonly everyMs?: number;
}

/**
 * Repeats a look that fails, for a minute unless given: a service or a Prometheus on a busy machine leaves single requests
 * without an answer.
 * @throws the failure of the last look.
 */
export const untilAnswered = async <T>(
  look: () => Promise<T>,
  { forMs = 60_000, everyMs = 1_000 }: Persistence = {},
): Promise<T> => {
  const end = performance.now() + forMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() + everyMs > end) throw error;
      await sleep(everyMs);
    }
  }
};
