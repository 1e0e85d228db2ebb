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
