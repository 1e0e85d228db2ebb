import type { IBreaker } from 'cockatiel';
import { deadlineExceeded } from '../../contract/errors/factories.ts';
import { ServiceError } from '../../contract/errors/service-error.ts';
import { isTimeout, withAttemptTimeout } from './attempt-timeout.ts';
import type { CircuitState } from './circuit.ts';
import { type CircuitTransition, createCircuitBreaker } from './circuit-breaker.ts';
import { createLocalCircuit } from './circuit-holder.ts';
import type { CircuitStateStore } from './circuit-state-store.ts';
import { createRetry } from './retry.ts';
import { createRetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
import { type Scheduler, systemScheduler } from './scheduler.ts';
import { createSharedCircuit } from './shared-circuit.ts';
import { untilAborted } from './until-aborted.ts';

/** Times are in milliseconds. */
export interface DependencyPolicyOptions {
  readonly name: string;
  /** Whether a failure says that the dependency is down. That an attempt took too long always does. */
  readonly isFailure: (failure: unknown) => boolean;
  /** Whether another attempt can help and does no harm; by default, after what `isFailure` and timeouts say. */
  readonly isRetryable?: (failure: unknown) => boolean;
  /** For one attempt. Choose it well below the deadline: an attempt that the deadline ends does not count. */
  readonly tryTimeoutMs: number;
  readonly retry?: {
    readonly maxAttempts?: number;
    readonly baseMs?: number;
    readonly capMs?: number;
    readonly budget?: RetryBudgetOptions;
  };
  readonly circuit?: {
    readonly newCounter?: () => IBreaker;
    readonly openMs?: number;
    /** Shares the circuit with all other environments. */
    readonly store?: CircuitStateStore;
    readonly cacheMs?: number;
    readonly storeTimeoutMs?: number;
  };
  readonly onTransition?: (transition: CircuitTransition) => void;
  /** Told that the circuit's store failed, and that this environment decides alone. */
  readonly onStoreFailure?: (failure: unknown) => void;
  readonly scheduler?: Scheduler;
  readonly random?: () => number;
}

export interface DependencyPolicy {
  readonly name: string;
  /**
   * Calls the dependency, as often as it takes and the policy allows.
   * @param call one attempt; `remainingMs(attemptSignal)` is the time it has.
   * @throws {ServiceError} SYS-003 when `signal` is aborted, SYS-002 when the circuit is open and nothing was
   *   sent. What the last attempt threw is passed on as it is; a `TimeoutError` when it took too long.
   */
  execute<T>(signal: AbortSignal, call: (attemptSignal: AbortSignal) => Promise<T>): Promise<T>;
  /** Where the circuit stands, for readiness. */
  state(): Promise<CircuitState>;
}

/** From outside to inside: abort, circuit breaker, retry, time of one attempt. One for each dependency. */
export const createDependencyPolicy = (options: DependencyPolicyOptions): DependencyPolicy => {
  const { name, tryTimeoutMs, scheduler = systemScheduler, random = Math.random } = options;
  const { newCounter, openMs = 30_000, store, cacheMs = 1_000, storeTimeoutMs = 250 } = options.circuit ?? {};
  const { maxAttempts = 3, baseMs = 50, capMs = 1_000, budget } = options.retry ?? {};
  const { onTransition, onStoreFailure = () => {} } = options;
  const isFailure = (failure: unknown) => isTimeout(failure) || options.isFailure(failure);
  const { isRetryable = isFailure } = options;

  const breaker = createCircuitBreaker({
    name,
    circuit: store
      ? createSharedCircuit({ name, store, cacheMs, storeTimeoutMs, onStoreFailure, scheduler })
      : createLocalCircuit(),
    isFailure,
    openMs,
    probeLeaseMs: tryTimeoutMs + 1_000,
    ...(newCounter && { newCounter }),
    ...(onTransition && { onTransition }),
    scheduler,
  });

  const retry = createRetry({
    maxAttempts,
    baseMs,
    capMs,
    isRetryable,
    budget: createRetryBudget(budget),
    scheduler,
    random,
  });

  return {
    name,
    state: breaker.state,
    async execute(signal, call) {
      const attempt = () => withAttemptTimeout(scheduler, tryTimeoutMs, signal, call);
      try {
        return await untilAborted(signal, () =>
          breaker.execute(signal, (isProbe) => (isProbe ? attempt() : retry(signal, attempt))),
        );
      } catch (failure) {
        if (!signal.aborted || failure instanceof ServiceError) throw failure;
        throw deadlineExceeded(failure);
      }
    },
  };
};
