import { type CallOptions, unlimitedCall } from '../call-options.ts';
import {
  type Circuit,
  type CircuitHolder,
  type CircuitRecord,
  type CircuitStateStore,
  closedCircuit,
  isWaiting,
} from './circuit.ts';
import { withAttemptTimeout } from './deadline.ts';
import type { Scheduler } from './scheduler.ts';

export interface SharedCircuitOptions {
  readonly name: string;
  readonly store: CircuitStateStore;
  /** Milliseconds for which what was read is good. */
  readonly cacheMs: number;
  /** Milliseconds after which the store counts as failed. */
  readonly storeTimeoutMs: number;
  /** Called when the store failed, and the environment decides alone. */
  readonly onStoreFailure: (failure: unknown) => void;
  readonly scheduler: Scheduler;
}

/**
 * Holds a circuit together with all other environments. The store decides while it answers; while it fails,
 * this environment's own transitions stand: an opening or a probe until its time is over, a closing until
 * the store answers again.
 */
export const createSharedCircuit = (options: SharedCircuitOptions): CircuitHolder => {
  const { name, store, cacheMs, storeTimeoutMs, onStoreFailure, scheduler } = options;
  let circuit = closedCircuit();
  let revision = 0;
  let unsaved = false;
  let writing = false;
  let freshUntil = Number.NEGATIVE_INFINITY;
  let reading: Promise<unknown> | undefined;

  // Not the caller's time: a caller who gives up must not leave the circuit half changed.
  const ask = <T>(question: (options: CallOptions) => Promise<T>): Promise<T> =>
    withAttemptTimeout(scheduler, storeTimeoutMs, unlimitedCall(), question);

  const adopt = (record: CircuitRecord | undefined) => {
    const stored: Circuit = record ?? closedCircuit();
    circuit = { state: stored.state, probeAt: stored.probeAt };
    revision = record?.revision ?? 0;
    unsaved = false;
  };

  const read = async (accept: (record: CircuitRecord | undefined) => boolean): Promise<boolean> => {
    try {
      const record = await ask((options) => store.read(name, options));
      if (accept(record)) adopt(record);
      return true;
    } catch (failure) {
      onStoreFailure(failure);
      return false;
    } finally {
      freshUntil = scheduler.now() + cacheMs;
    }
  };

  /** A read that was overtaken by a write of our own says nothing new. */
  const isNews = (record: CircuitRecord | undefined) => {
    if (writing) return false;
    if (unsaved) return !isWaiting(circuit, scheduler.now());
    return (record?.revision ?? 0) > revision;
  };

  return {
    current: () => circuit,

    async refresh() {
      if (scheduler.now() < freshUntil) return;
      reading ??= read(isNews).finally(() => {
        reading = undefined;
      });
      await reading;
    },

    async change(next) {
      circuit = next;
      unsaved = true;
      writing = true;
      try {
        const record = { ...next, revision: revision + 1 };
        const written = await ask((options) => store.write(name, record, options));
        if (!written) {
          // A store that refuses and does not say why has failed: alone, this environment can go on.
          const adopted = await read(() => true);
          return !adopted;
        }
        revision = record.revision;
        unsaved = false;
        freshUntil = scheduler.now() + cacheMs;
        return true;
      } catch (failure) {
        onStoreFailure(failure);
        return true;
      } finally {
        writing = false;
      }
    },
  };
};
