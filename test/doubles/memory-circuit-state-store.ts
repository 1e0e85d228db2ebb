import type { CircuitRecord, CircuitStateStore } from '../../lib/platform/resilience/circuit.ts';

/** Circuits in this process's memory, for tests and simulation. */
export const createMemoryCircuitStateStore = (): CircuitStateStore => {
  const records = new Map<string, CircuitRecord>();
  return {
    async read(name) {
      return records.get(name);
    },
    async write(name, record) {
      if (record.revision !== (records.get(name)?.revision ?? 0) + 1) return false;
      records.set(name, { ...record });
      return true;
    },
  };
};
