import { type Circuit, closedCircuit } from './circuit.ts';

/** What an execution environment knows of a circuit. */
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
