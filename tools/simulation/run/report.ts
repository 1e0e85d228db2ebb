import { type Fault, noFaults } from '../world/fault-profile.ts';
import type { WorkerAnswer } from './worker-messages.ts';

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Results of the histories of a run. */
export interface RunSummary {
  readonly seed: string;
  /** Number of the first history. */
  readonly from: number;
  readonly histories: number;
  readonly commands: number;
  readonly faults: number;
  /** Histories that broke a promise. */
  readonly broken: number;
  readonly medianCommands: number;
  readonly medianFaults: number;
  /** Longest virtual time from the end of the faults until everything was settled, in minutes. */
  readonly settledWithinMinutes: number;
  readonly commandsPerCpuSecond: number;
  readonly wallSeconds: number;
  /** Pairs of fault and step that happened. */
  readonly pairs: number;
  /** Those that could have happened, and never did. */
  readonly neverHappened: readonly string[];
  /** Sum over all histories: the same for the same range, in whatever order and on however many threads. */
  readonly trace: string;
}

/** Faults that are a matter of time, and do not strike. */
const isTimed = (fault: string): boolean => fault.endsWith('Ms');

/** Adds up the histories of a run. */
export const createReport = () => {
  const struck = new Map<string, number>();
  const commands: number[] = [];
  const faults: number[] = [];
  let longestSettlingMs = 0;
  let broken = 0;
  let hash = 0n;

  /** Pairs, the rarest first. */
  const pairs = () => [...struck].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));

  /** Faults that had no opportunity, and pairs that had one. */
  const neverHappened = (): string[] => {
    const known = new Set([...struck.keys()].map((pair) => pair.split(' × ')[0]));
    const without = (Object.keys(noFaults) as Fault[]).filter(
      (fault) => !known.has(fault) && !isTimed(fault),
    );
    return [...without, ...pairs().flatMap(([pair, times]) => (times === 0 ? [pair] : []))];
  };

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
    histories: () => commands.length,
    /** How often each pair of fault and step happened, the rarest first. */
    pairs: () => pairs().filter(([, times]) => times > 0),
    summary({
      seed,
      from,
      cpuMs,
      wallMs,
    }: Pick<RunSummary, 'seed' | 'from'> & { readonly cpuMs: number; readonly wallMs: number }): RunSummary {
      const given = commands.reduce((sum, each) => sum + each, 0);
      return {
        seed,
        from,
        histories: commands.length,
        commands: given,
        faults: faults.reduce((sum, each) => sum + each, 0),
        broken,
        medianCommands: median(commands),
        medianFaults: median(faults),
        settledWithinMinutes: Math.ceil(longestSettlingMs / 60_000),
        commandsPerCpuSecond: Math.round(given / Math.max(0.001, cpuMs / 1_000)),
        wallSeconds: Math.round(wallMs / 1_000),
        pairs: pairs().filter(([, times]) => times > 0).length,
        neverHappened: neverHappened(),
        trace: (hash % 2n ** 64n).toString(16),
      };
    },
  };
};

const whole = new Intl.NumberFormat('en-US');

/** A summary as people read it. */
export const summaryLines = (summary: RunSummary): string[] => {
  const { seed, from, histories, neverHappened } = summary;
  return [
    `seed ${seed}, histories ${whole.format(from)} to ${whole.format(from + Math.max(0, histories - 1))}`,
    `${whole.format(histories)} histories, ${whole.format(summary.commands)} client commands, ${whole.format(summary.faults)} faults, ${whole.format(summary.broken)} histories with violations`,
    `median of a history: ${summary.medianCommands} commands, ${summary.medianFaults} faults`,
    `everything settled within ${summary.settledWithinMinutes} virtual minutes after the faults`,
    `${whole.format(summary.commandsPerCpuSecond)} commands per second of processor time, ${whole.format(summary.wallSeconds)} s in all`,
    `${summary.pairs} pairs of fault and step happened, ${neverHappened.length} never did`,
    `trace ${summary.trace}`,
  ];
};
