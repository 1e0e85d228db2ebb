import type { Circuit } from './circuit.ts';

interface StoreOptions {
  readonly signal: AbortSignal;
}

/** A circuit as it is stored. */
export interface CircuitRecord extends Circuit {
  /** 1 when the circuit is first written, and one more with every further write. */
  readonly revision: number;
}

/** Port: circuits that all execution environments share. Any call may fail; callers then decide alone. */
export interface CircuitStateStore {
  /** The circuit, or `undefined` when it was never written. Sees every write that was confirmed before. */
  read(name: string, options: StoreOptions): Promise<CircuitRecord | undefined>;
  /**
   * Writes the record if the stored one is of the revision before it, or if there is none and this is the first.
   * @returns whether it was written. Of several writers of one revision, one succeeds.
   */
  write(name: string, record: CircuitRecord, options: StoreOptions): Promise<boolean>;
}
