import { withAttemptTimeout } from './attempt-timeout.ts';
import { type Circuit, closedCircuit, isWaiting } from './circuit.ts';
import type { CircuitHolder } from './circuit-holder.ts';
import type { CircuitRecord, CircuitStateStore } from './circuit-state-store.ts';
import type { Scheduler } from './scheduler.ts';

export interface SharedCircuitOptions {
  readonly name: string;
  readonly store: CircuitStateStore;
  /** Milliseconds for which what was read is good. */
  readonly cacheMs: number;
  /** Milliseconds after which the store counts as failed. */
  readonly storeTimeoutMs: number;
  /** Told that the store failed, and that the environment decides alone. */
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

  const ask = <T>(question: (call: { signal: AbortSignal }) => Promise<T>): Promise<T> =>
    withAttemptTimeout(scheduler, storeTimeoutMs, new AbortController().signal, (signal) =>
      question({ signal }),
    );

  const adopt = (record: CircuitRecord | undefined) => {
    const stored: Circuit = record ?? closedCircuit();
    circuit = { state: stored.state, probeAt: stored.probeAt };
    revision = record?.revision ?? 0;
    unsaved = false;
  };

  const read = async (accept: (record: CircuitRecord | undefined) => boolean): Promise<boolean> => {
    try {
      const record = await ask((call) => store.read(name, call));
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
        const written = await ask((call) => store.write(name, record, call));
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
