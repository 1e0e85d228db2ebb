import type { CircuitStateStore } from '../../lib/platform/resilience/circuit.ts';
import type { Scheduler } from '../../lib/platform/resilience/scheduler.ts';

export interface Fault {
  /** `loses`: does what it is asked, and fails to say so. `hangs`: neither. */
  readonly kind: 'none' | 'refuses' | 'loses' | 'hangs';
  readonly latencyMs: number;
}

/** A store between which and its callers things go wrong, as the test says for each call. */
export const anUnreliableStore = (
  store: CircuitStateStore,
  scheduler: Scheduler,
  nextFault: () => Fault,
): CircuitStateStore => {
  const travel = async <T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> => {
    const { kind, latencyMs } = nextFault();
    const pause = () =>
      new Promise<void>((resolve) => {
        scheduler.after(latencyMs / 2, resolve);
      });
    if (kind === 'hangs') {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    await pause();
    if (kind === 'refuses') throw new Error('the store refuses');
    const answer = await ask();
    await pause();
    if (kind === 'loses') throw new Error('the answer is lost');
    return answer;
  };
  return {
    read: (name, options) => travel(options.signal, () => store.read(name, options)),
    write: (name, record, options) => travel(options.signal, () => store.write(name, record, options)),
  };
};
