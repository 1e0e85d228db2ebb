import { ConsecutiveBreaker } from 'cockatiel';
import { dependencyUnavailable } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../call-options.ts';
import {
  type Circuit,
  type CircuitHolder,
  type CircuitState,
  closedCircuit,
  halfOpenCircuit,
  isWaiting,
  openCircuit,
  secondsUntilProbe,
  visibleState,
} from './circuit.ts';
import { type Scheduler, sleep } from './scheduler.ts';

export interface CircuitTransition {
  readonly dependency: string;
  readonly from: CircuitState;
  readonly to: CircuitState;
  /** `own`: made by this environment. `shared`: made by another one, and learnt of now. */
  readonly origin: 'own' | 'shared';
}

export interface CircuitBreakerOptions {
  /** The dependency's name. */
  readonly name: string;
  readonly circuit: CircuitHolder;
  /** Whether a failure says that the dependency is down. Any other is an answer; an abort is neither. */
  readonly isFailure: (failure: unknown) => boolean;
  /** Milliseconds from opening to the first probe. */
  readonly openMs: number;
  /** Milliseconds after which a probe counts as lost. */
  readonly probeLeaseMs: number;
  /** Failures in a row that open the circuit. */
  readonly failuresToOpen: number;
  /** Called for every transition, once; must not throw. */
  readonly onTransition?: (transition: CircuitTransition) => void;
  readonly scheduler: Scheduler;
}

export interface CircuitBreaker {
  /**
   * Makes the call unless the circuit is open. While the probe of a half-open circuit is out, the call waits for its
   * outcome as long as its deadline allows.
   * @param call receives whether it is the one probe of a half-open circuit.
   * @throws {ServiceError} SYS-002, with the seconds until the next probe, when the call is not made.
   */
  execute<T>(options: CallOptions, call: (isProbe: boolean) => Promise<T>): Promise<T>;
  /**
   * Checks that a call would be made now, or after the probe that is out.
   * @throws {ServiceError} SYS-002, with the seconds until the next probe, when the circuit is open.
   */
  assertAvailable(): Promise<void>;
  /** The circuit's state; a shared one is read if what is known of it is old. */
  state(): Promise<CircuitState>;
}

type Outcome = 'answered' | 'failed' | 'aborted';

/** How often a waiting call looks for the outcome of a probe of another environment, in milliseconds. */
const probePollMs = 250;

export const createCircuitBreaker = (options: CircuitBreakerOptions): CircuitBreaker => {
  const { name, circuit, isFailure, openMs, probeLeaseMs, onTransition, scheduler } = options;
  const newCounter = () => new ConsecutiveBreaker(options.failuresToOpen);
  let announced: CircuitState = 'closed';
  let changing = false;
  let waiters = new AbortController();
  let counted = circuit.current();
  let counter = newCounter();

  const announce = (origin: CircuitTransition['origin']) => {
    const from = announced;
    announced = circuit.current().state;
    if (announced !== from) onTransition?.({ dependency: name, from, to: announced, origin });
  };

  const refresh = async () => {
    await circuit.refresh();
    // Whether a transition of our own stands is known only when it is made.
    if (!changing) announce('shared');
  };

  const change = async (next: Circuit) => {
    changing = true;
    const stands = await circuit.change(next);
    changing = false;
    announce(stands ? 'own' : 'shared');
    waiters.abort();
    waiters = new AbortController();
  };

  /** Waits for a transition, for a short time. @returns whether the call has time left. */
  const awaitProbe = async ({ signal, deadline }: CallOptions): Promise<boolean> => {
    if (scheduler.now() + probePollMs >= deadline) return false;
    await sleep(scheduler, probePollMs, AbortSignal.any([signal, waiters.signal]));
    return true;
  };

  const refusal = () => {
    const { state } = circuit.current();
    const seconds = secondsUntilProbe(circuit.current(), scheduler.now());
    return dependencyUnavailable(name, seconds, new Error(`circuit is ${state}`));
  };

  /** The circuit that a call was admitted to. */
  const admit = async (options: CallOptions): Promise<Circuit> => {
    for (;;) {
      const known = circuit.current();
      // An open circuit cannot close before its first probe.
      if (known.state !== 'open' || !isWaiting(known, scheduler.now())) await refresh();
      const found = circuit.current();
      if (found.state === 'closed') return found;
      options.signal.throwIfAborted();
      if (isWaiting(found, scheduler.now())) {
        if (found.state === 'open' || !(await awaitProbe(options))) throw refusal();
        continue;
      }
      const probe = halfOpenCircuit(scheduler.now() + probeLeaseMs);
      await change(probe);
      if (circuit.current() === probe) return probe;
    }
  };

  const judge = (signal: AbortSignal, failure: unknown): Outcome => {
    if (signal.aborted && (failure === signal.reason || (failure as Error)?.name === 'AbortError')) {
      return 'aborted';
    }
    return isFailure(failure) ? 'failed' : 'answered';
  };

  const afterProbe = (outcome: Outcome): Circuit => {
    if (outcome === 'answered') return closedCircuit();
    return openCircuit(scheduler.now() + (outcome === 'failed' ? openMs : 0));
  };

  const settle = async (entered: Circuit, outcome: Outcome): Promise<void> => {
    // How a call ended that began under an earlier state says nothing about the present one.
    if (circuit.current() !== entered) return;
    if (entered.state === 'half-open') {
      await change(afterProbe(outcome));
      return;
    }
    if (counted !== entered) {
      counted = entered;
      counter = newCounter();
    }
    if (outcome === 'answered') counter.success();
    if (outcome === 'failed' && counter.failure()) {
      await change(openCircuit(scheduler.now() + openMs));
    }
  };

  return {
    async execute(options, call) {
      const entered = await admit(options);
      let outcome: Outcome = 'answered';
      try {
        return await call(entered.state === 'half-open');
      } catch (failure) {
        outcome = judge(options.signal, failure);
        throw failure;
      } finally {
        await settle(entered, outcome);
      }
    },

    async assertAvailable() {
      await refresh();
      const found = circuit.current();
      if (found.state === 'open' && isWaiting(found, scheduler.now())) throw refusal();
    },

    async state() {
      await refresh();
      return visibleState(circuit.current(), scheduler.now());
    },
  };
};
