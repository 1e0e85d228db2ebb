import { deadlineExceeded, ServiceError } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../call-options.ts';
import type { HealthCheck } from '../ports.ts';
import { type CircuitState, type CircuitStateStore, createLocalCircuit } from './circuit.ts';
import { type CircuitTransition, createCircuitBreaker } from './circuit-breaker.ts';
import { isTimeout, untilAborted, withAttemptTimeout } from './deadline.ts';
import { createRetry, createRetryBudget, type RetryBudgetOptions } from './retry.ts';
import { type Scheduler, systemScheduler } from './scheduler.ts';
import { createSharedCircuit } from './shared-circuit.ts';

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
    /** Failures in a row that open the circuit; 5 unless given. */
    readonly failuresToOpen?: number;
    readonly openMs?: number;
    /** Shares the circuit with all other environments. */
    readonly store?: CircuitStateStore;
    readonly cacheMs?: number;
    readonly storeTimeoutMs?: number;
  };
  readonly onTransition?: (transition: CircuitTransition) => void;
  /** Called when the circuit's store failed, and this environment decides alone. */
  readonly onStoreFailure?: (failure: unknown) => void;
  readonly scheduler?: Scheduler;
  readonly random?: () => number;
}

export interface DependencyPolicy {
  readonly name: string;
  /**
   * Calls the dependency, as often as it takes and the policy allows.
   * @param call one attempt, with the time that it has.
   * @param isRepeatable `false` for a call that must not be made again: a failed attempt may have had its effect.
   * @throws {ServiceError} SYS-003 when the signal is aborted, SYS-002 when the circuit is open and nothing was
   *   sent. What the last attempt threw is passed on as it is; a `TimeoutError` when it took too long.
   */
  execute<T>(
    options: CallOptions,
    call: (options: CallOptions) => Promise<T>,
    isRepeatable?: boolean,
  ): Promise<T>;
  /**
   * Checks that the circuit is not open, for a caller that stores something before it calls. Calls nothing.
   * @throws {ServiceError} SYS-002 when it is, SYS-003 when the signal is aborted.
   */
  assertAvailable(options: CallOptions): Promise<void>;
  /** Where the circuit stands, for readiness. */
  state(): Promise<CircuitState>;
}

/** From outside to inside: abort, circuit breaker, retry, time of one attempt. One for each dependency. */
export const createDependencyPolicy = (options: DependencyPolicyOptions): DependencyPolicy => {
  const { name, tryTimeoutMs, scheduler = systemScheduler, random = Math.random } = options;
  const {
    failuresToOpen = 5,
    openMs = 30_000,
    store,
    cacheMs = 1_000,
    storeTimeoutMs = 250,
  } = options.circuit ?? {};
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
    failuresToOpen,
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
    assertAvailable: ({ signal }) => untilAborted(signal, breaker.assertAvailable),
    async execute(options, call, isRepeatable = true) {
      const { signal } = options;
      const attempt = () => withAttemptTimeout(scheduler, tryTimeoutMs, options, call);
      try {
        return await untilAborted(signal, () =>
          breaker.execute(options, (isProbe) =>
            isProbe || !isRepeatable ? attempt() : retry(options, attempt),
          ),
        );
      } catch (failure) {
        if (!signal.aborted || failure instanceof ServiceError) throw failure;
        throw deadlineExceeded(failure);
      }
    },
  };
};

/** Whether a dependency's circuit lets calls through. Calls nothing: a probe is the circuit's own business. */
export const createCircuitHealthCheck = ({
  name,
  state,
}: Pick<DependencyPolicy, 'name' | 'state'>): HealthCheck => ({
  name,
  async check() {
    if ((await state()) === 'open') throw new Error(`the circuit of ${name} is open`);
  },
});
