import type { CircuitStateStore } from '../../lib/platform/resilience/circuit.ts';
import { type CircuitHolder, createLocalCircuit } from '../../lib/platform/resilience/circuit.ts';
import {
  type CircuitBreakerOptions,
  type CircuitTransition,
  createCircuitBreaker,
} from '../../lib/platform/resilience/circuit-breaker.ts';
import type { Scheduler } from '../../lib/platform/resilience/scheduler.ts';
import { createSharedCircuit } from '../../lib/platform/resilience/shared-circuit.ts';
import { aPendingCall, watch } from '../doubles/pending-call.ts';
import { aCall } from './a-call.ts';

/** Times of every breaker in these tests. */
export const openMs = 30_000;
export const probeLeaseMs = 5_000;
export const cacheMs = 1_000;
export const storeTimeoutMs = 250;
export const threshold = 3;

export const down = new Error('down');
export const declined = new Error('declined');

export const aSharedCircuit = (
  scheduler: Scheduler,
  store: CircuitStateStore,
  onStoreFailure: (failure: unknown) => void = () => {},
): CircuitHolder =>
  createSharedCircuit({ name: 'payments', store, cacheMs, storeTimeoutMs, onStoreFailure, scheduler });

/** A breaker that opens after three failures in a row, and its reported transitions. */
export const aBreaker = (
  scheduler: Scheduler,
  circuit: CircuitHolder = createLocalCircuit(),
  options: Partial<CircuitBreakerOptions> = {},
) => {
  const transitions: CircuitTransition[] = [];
  const breaker = createCircuitBreaker({
    name: 'payments',
    circuit,
    isFailure: (failure) => failure === down,
    openMs,
    probeLeaseMs,
    failuresToOpen: threshold,
    onTransition: (transition) => transitions.push(transition),
    scheduler,
    ...options,
  });

  /** A call that goes on until the test ends it. It has no time to wait for a probe, unless said otherwise. */
  const begin = ({ patienceMs = 0 }: { readonly patienceMs?: number } = {}) => {
    const { call, made, succeed, fail } = aPendingCall();
    const controller = new AbortController();
    let probe = false;
    const standing = watch(
      breaker.execute({ signal: controller.signal, deadline: scheduler.now() + patienceMs }, (isProbe) => {
        probe = isProbe;
        return call();
      }),
    );
    const abort = () => {
      controller.abort(new Error('aborted'));
      fail(controller.signal.reason);
    };
    return { admitted: () => made() === 1, isProbe: () => probe, standing, succeed, fail, abort };
  };

  const impatient = () => aCall({ deadline: scheduler.now() });
  const succeed = () => breaker.execute(impatient(), async () => 'answer');
  const fail = (failure: unknown = down) =>
    breaker.execute(impatient(), () => Promise.reject(failure)).catch((thrown: unknown) => thrown);
  const open = async () => {
    for (let n = 0; n < threshold; n += 1) await fail();
  };
  return { ...breaker, transitions, begin, succeed, fail, open };
};
