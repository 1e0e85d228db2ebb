import type { Fault } from '../world/fault-profile.ts';
import { noFaults } from '../world/fault-profile.ts';
import type { WorkerAnswer } from './worker-messages.ts';

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Adds up the histories of a run. */
export const createReport = () => {
  const struck = new Map<string, number>();
  const commands: number[] = [];
  const faults: number[] = [];
  let longestSettlingMs = 0;
  let broken = 0;
  let hash = 0n;
  return {
    add(result: WorkerAnswer) {
      commands.push(result.commands);
      faults.push(result.struck.reduce((sum, [, times]) => sum + times, 0));
      for (const [pair, times] of result.struck) struck.set(pair, (struck.get(pair) ?? 0) + times);
      longestSettlingMs = Math.max(longestSettlingMs, result.settledAfterMs);
      if (result.violations.length > 0) broken += 1;
      // A sum, so that the order in which histories end does not matter.
      hash += BigInt(`0x${result.traceHash}`) * BigInt(result.number + 1);
    },
    broken: () => broken,
    /** Lines about all histories. @param cpuMs processor time of the run. */
    lines(cpuMs: number): string[] {
      const all = commands.reduce((sum, each) => sum + each, 0);
      const seen = new Set([...struck.keys()].map((pair) => pair.split(' × ')[0]));
      const timed = new Set([
        'clockSkewMs',
        'latencyMs',
        'transactionMs',
        'indexLagMs',
        'readLagMs',
        'eventDelayMs',
      ]);
      const unseen = (Object.keys(noFaults) as Fault[]).filter(
        (fault) => !seen.has(fault) && !timed.has(fault),
      );
      return [
        `${commands.length} histories, ${all} client commands, ${broken} histories with violations`,
        `median of a history: ${median(commands)} commands, ${median(faults)} faults`,
        `everything settled within ${Math.ceil(longestSettlingMs / 60_000)} virtual minutes after the faults`,
        `${(all / Math.max(0.001, cpuMs / 1_000)).toFixed(0)} commands per second of processor time`,
        `${struck.size} pairs of fault and step happened${unseen.length > 0 ? `; faults that never struck: ${unseen.join(', ')}` : ''}`,
        `trace ${(hash % 2n ** 64n).toString(16)}`,
      ];
    },
    /** Every pair of fault and step, the rarest first. */
    pairs: () => [...struck].sort(([, a], [, b]) => a - b),
  };
};
