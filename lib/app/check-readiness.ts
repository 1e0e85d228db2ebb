import type { CallOptions } from '../platform/call-options.ts';
import type { Clock, HealthCheck } from '../platform/ports.ts';

export type CheckResult = 'ok' | 'unavailable' | 'timeout';

export interface Readiness {
  /** Whether every required dependency works. */
  readonly isReady: boolean;
  /** `degraded` when any dependency fails, an optional one included. */
  readonly status: 'ok' | 'degraded';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

export interface CheckReadinessDependencies {
  /** Without these, no request can be served. */
  readonly required: readonly HealthCheck[];
  /** Without these, the service serves most requests. */
  readonly optional: readonly HealthCheck[];
  /** Bound of each check, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a result answers later requests, in milliseconds. */
  readonly maxAgeMs: number;
  readonly clock: Clock;
  /** Receives the reason of a failed check; the answer does not hold it. */
  readonly onFailure: (name: string, reason: unknown) => void;
}

/**
 * Use case: ask every dependency at once whether the service can do its work. Requests that arrive during a run, or
 * shortly after it, share its result. Never rejects.
 */
export const checkReadiness = ({
  required,
  optional,
  timeoutMs,
  maxAgeMs,
  clock,
  onFailure,
}: CheckReadinessDependencies) => {
  const bounded = async (
    { name, check }: HealthCheck,
    options: CallOptions,
  ): Promise<[string, CheckResult]> => {
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

  const run = async (options: CallOptions): Promise<Readiness> => {
    const results = await Promise.all([...required, ...optional].map((check) => bounded(check, options)));
    const areOk = (some: typeof results) => some.every(([, result]) => result === 'ok');
    return {
      isReady: areOk(results.slice(0, required.length)),
      status: areOk(results) ? 'ok' : 'degraded',
      checks: Object.fromEntries(results),
    };
  };

  let latest: Promise<Readiness> | undefined;
  let validUntil = 0;
  return (options: CallOptions): Promise<Readiness> => {
    if (latest && clock() < validUntil) return latest;
    validUntil = Number.POSITIVE_INFINITY;
    latest = run(options).finally(() => {
      validUntil = clock() + maxAgeMs;
    });
    return latest;
  };
};
