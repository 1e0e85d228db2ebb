import type { CallOptions } from '../call-options.ts';

export type CircuitState = 'closed' | 'open' | 'half-open';

/** A circuit between two transitions: each transition makes a new one. */
export interface Circuit {
  readonly state: CircuitState;
  /**
   * Milliseconds since 1970. Open: when a probe may be sent. Half-open: when the probe that is out counts as
   * lost, so that another may be sent. No meaning when closed.
   */
  readonly probeAt: number;
}

export const closedCircuit = (): Circuit => ({ state: 'closed', probeAt: 0 });
export const openCircuit = (probeAt: number): Circuit => ({ state: 'open', probeAt });
export const halfOpenCircuit = (leaseEnd: number): Circuit => ({ state: 'half-open', probeAt: leaseEnd });

/** Whether calls are refused, and no probe may be sent either. */
export const isWaiting = ({ state, probeAt }: Circuit, now: number): boolean =>
  state !== 'closed' && now < probeAt;

/** Half-open is only a circuit whose probe is not lost. */
export const visibleState = (circuit: Circuit, now: number): CircuitState =>
  circuit.state === 'closed' || isWaiting(circuit, now) ? circuit.state : 'open';

/** Whole seconds until the next probe, at least 1. */
export const secondsUntilProbe = ({ probeAt }: Circuit, now: number): number =>
  Math.max(1, Math.ceil((probeAt - now) / 1_000));

/** The state of a circuit as one execution environment knows it. */
export interface CircuitHolder {
  current(): Circuit;
  /** Catches up with other environments, if there are any; never rejects. */
  refresh(): Promise<void>;
  /**
   * Makes a transition, visible to other calls of this environment at once; never rejects.
   * @returns whether it stands: not when another environment was faster.
   */
  change(next: Circuit): Promise<boolean>;
}

/** Holds the circuit of a dependency that every environment judges for itself. */
export const createLocalCircuit = (): CircuitHolder => {
  let circuit = closedCircuit();
  return {
    current: () => circuit,
    async refresh() {},
    async change(next) {
      circuit = next;
      return true;
    },
  };
};

/** A circuit as it is stored. */
export interface CircuitRecord extends Circuit {
  /** 1 when the circuit is first written, and one more with every further write. */
  readonly revision: number;
}

/** Port: circuits that all execution environments share. Any call may fail; callers then decide alone. */
export interface CircuitStateStore {
  /** The circuit, or `undefined` when it was never written. Sees every write that was confirmed before. */
  read(name: string, options: CallOptions): Promise<CircuitRecord | undefined>;
  /**
   * Writes the record if the stored one is of the revision before it, or if there is none and this is the first.
   * @returns whether it was written. Of several writers of one revision, one succeeds.
   */
  write(name: string, record: CircuitRecord, options: CallOptions): Promise<boolean>;
}
