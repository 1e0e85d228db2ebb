import type { WorkerAnswer } from '../../tools/simulation/run/worker-messages.ts';

/** A history without violations and faults, unless said otherwise. */
export const aResult = (facts: Partial<WorkerAnswer>): WorkerAnswer => ({
  number: 0,
  violations: [],
  traceHash: '0000000a',
  commands: 10,
  part: { commands: [], faults: [], luck: 0 },
  struck: [],
  settledAfterMs: 60_000,
  story: [],
  ...facts,
});
