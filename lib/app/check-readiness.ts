import type { CallOptions } from '../platform/call-options.ts';
import type { HealthCheck } from '../platform/ports.ts';

export type CheckResult = 'ok' | 'unavailable' | 'timeout';

export interface Readiness {
  readonly status: 'ok' | 'degraded';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

export interface CheckReadinessDependencies {
  readonly checks: readonly HealthCheck[];
  /** Bound of each check, in milliseconds. */
  readonly timeoutMs: number;
  /** Receives the reason of a failed check; the answer does not hold it. */
  readonly onFailure: (name: string, reason: unknown) => void;
}

/** Use case: ask every dependency at once whether the service can do its work. Never rejects. */
export const checkReadiness =
  ({ checks, timeoutMs, onFailure }: CheckReadinessDependencies) =>
  async (options: CallOptions): Promise<Readiness> => {
    const bounded = async ({ name, check }: HealthCheck): Promise<[string, CheckResult]> => {
      const timeout = AbortSignal.timeout(timeoutMs);
      const limited = {
        signal: AbortSignal.any([options.signal, timeout]),
        deadline: Math.min(options.deadline, Date.now() + timeoutMs),
      };
      const expired = new Promise<never>((_, reject) => {
        timeout.addEventListener('abort', () => reject(timeout.reason), { once: true });
      });
      try {
        // The race holds for a check that ignores its signal, too, and takes up a check that throws at once:
        // `expired` has no other listener.
        const asked = async () => check(limited);
        await Promise.race([asked(), expired]);
        return [name, 'ok'];
      } catch (reason) {
        onFailure(name, reason);
        return [name, timeout.aborted ? 'timeout' : 'unavailable'];
      }
    };
    const results = await Promise.all(checks.map(bounded));
    return {
      status: results.every(([, result]) => result === 'ok') ? 'ok' : 'degraded',
      checks: Object.fromEntries(results),
    };
  };
