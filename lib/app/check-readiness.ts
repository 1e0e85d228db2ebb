import type { CallOptions } from '../platform/call-options.ts';
import type { HealthCheck } from '../platform/ports.ts';
import { isTimeout, withAttemptTimeout } from '../platform/resilience/deadline.ts';
import type { Scheduler } from '../platform/resilience/scheduler.ts';

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
  readonly scheduler: Scheduler;
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
  scheduler,
  onFailure,
}: CheckReadinessDependencies) => {
  const bounded = async (
    { name, check }: HealthCheck,
    options: CallOptions,
  ): Promise<[string, CheckResult]> => {
    try {
      // Also of a check that ignores its signal, or throws at once.
      await withAttemptTimeout(scheduler, timeoutMs, options, async (limited) => check(limited));
      return [name, 'ok'];
    } catch (reason) {
      onFailure(name, reason);
      return [name, isTimeout(reason) ? 'timeout' : 'unavailable'];
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
    if (latest && scheduler.now() < validUntil) return latest;
    validUntil = Number.POSITIVE_INFINITY;
    latest = run(options).finally(() => {
      validUntil = scheduler.now() + maxAgeMs;
    });
    return latest;
  };
};
