import { type Fault, noFaults } from '../world/fault-profile.ts';
import type { WorkerAnswer } from './worker-messages.ts';

/** How often each number or name occurs. */
type Counts = Readonly<Record<string, number>>;

/** Sums over the histories of a range. */
export interface RunTotals {
  /** Version of the simulated sources, as git describes it; absent outside a clone. */
  readonly version?: string | undefined;
  readonly seed: string;
  /** Number of the first history. */
  readonly from: number;
  readonly histories: number;
  /** Histories that broke a promise. */
  readonly broken: number;
  /** Longest virtual time from the end of the faults until everything was settled, in minutes. */
  readonly settledWithinMinutes: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Histories by their number of commands, and by their number of faults. */
  readonly commandCounts: Counts;
  readonly faultCounts: Counts;
  /** How often each pair of fault and step happened; 0 where it only could have. */
  readonly pairTimes: Counts;
  /** Sum over all histories: the same for the same range, in any order and on any number of threads. */
  readonly trace: string;
}

/** Results of the histories of a run. */
export interface RunSummary extends RunTotals {
  readonly commands: number;
  readonly faults: number;
  readonly medianCommands: number;
  readonly medianFaults: number;
  readonly commandsPerCpuSecond: number;
  /** Pairs of fault and step that happened. */
  readonly pairs: number;
  /** Those that could have happened, and never did. */
  readonly neverHappened: readonly string[];
}

const sumOf = (counts: Counts): number =>
  Object.entries(counts).reduce((sum, [number, times]) => sum + Number(number) * times, 0);

const medianOf = (counts: Counts, histories: number): number => {
  let seen = 0;
  // Whole numbers are in ascending order among the names of an object.
  for (const [number, times] of Object.entries(counts)) {
    seen += times;
    if (seen > Math.floor(histories / 2)) return Number(number);
  }
  return 0;
};

/** Pairs and their times, the rarest first. */
const byRarity = (pairTimes: Counts) =>
  Object.entries(pairTimes).sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));

/** Faults that are a matter of time, and do not strike. */
const isTimed = (fault: string): boolean => fault.endsWith('Ms');

/** Faults that had no opportunity, and pairs that had one. */
const neverHappened = (pairTimes: Counts): string[] => {
  const known = new Set(Object.keys(pairTimes).map((pair) => pair.split(' × ')[0]));
  const without = (Object.keys(noFaults) as Fault[]).filter((fault) => !known.has(fault) && !isTimed(fault));
  return [...without, ...byRarity(pairTimes).flatMap(([pair, times]) => (times === 0 ? [pair] : []))];
};

/** The summary of a range. */
export const summaryOf = (totals: RunTotals): RunSummary => {
  const { commandCounts, faultCounts, pairTimes, histories, cpuSeconds } = totals;
  const commands = sumOf(commandCounts);
  return {
    ...totals,
    commands,
    faults: sumOf(faultCounts),
    medianCommands: medianOf(commandCounts, histories),
    medianFaults: medianOf(faultCounts, histories),
    commandsPerCpuSecond: Math.round(commands / Math.max(0.001, cpuSeconds)),
    pairs: Object.values(pairTimes).filter((times) => times > 0).length,
    neverHappened: neverHappened(pairTimes),
  };
};

/** Adds up the histories of a run. */
export const createReport = () => {
  const pairTimes: Record<string, number> = {};
  const commandCounts: Record<number, number> = {};
  const faultCounts: Record<number, number> = {};
  const addTo = <K extends string | number>(counts: Record<K, number>, key: K, times = 1) => {
    counts[key] = (counts[key] ?? 0) + times;
  };
  let histories = 0;
  let longestSettlingMs = 0;
  let broken = 0;
  let hash = 0n;

  return {
    add(result: WorkerAnswer) {
      histories += 1;
      addTo(commandCounts, result.commands);
      addTo(
        faultCounts,
        result.struck.reduce((sum, [, times]) => sum + times, 0),
      );
      for (const [pair, times] of result.struck) addTo(pairTimes, pair, times);
      longestSettlingMs = Math.max(longestSettlingMs, result.settledAfterMs);
      if (result.violations.length > 0) broken += 1;
      // A sum, so that the order in which histories end does not matter.
      hash += BigInt(`0x${result.traceHash}`) * BigInt(result.number + 1);
    },
    broken: () => broken,
    histories: () => histories,
    /** How often each pair of fault and step happened, the rarest first. */
    pairs: () => byRarity(pairTimes).filter(([, times]) => times > 0),
    summary: ({
      version,
      seed,
      from,
      cpuMs,
      wallMs,
    }: Pick<RunTotals, 'version' | 'seed' | 'from'> & {
      readonly cpuMs: number;
      readonly wallMs: number;
    }): RunSummary =>
      summaryOf({
        ...(version !== undefined && { version }),
        seed,
        from,
        histories,
        broken,
        settledWithinMinutes: Math.ceil(longestSettlingMs / 60_000),
        cpuSeconds: cpuMs / 1_000,
        wallSeconds: Math.round(wallMs / 1_000),
        commandCounts,
        faultCounts,
        pairTimes,
        trace: BigInt.asUintN(64, hash).toString(16),
      }),
  };
};

const whole = new Intl.NumberFormat('en-US');

/** A summary as people read it. */
export const summaryLines = (summary: RunSummary): string[] => {
  const { version, seed, from, histories, neverHappened } = summary;
  return [
    `${version === undefined ? '' : `version ${version}, `}seed ${seed}, histories ${whole.format(from)} to ${whole.format(from + Math.max(0, histories - 1))}`,
    `${whole.format(histories)} histories, ${whole.format(summary.commands)} client commands, ${whole.format(summary.faults)} faults, ${whole.format(summary.broken)} histories with violations`,
    `median of a history: ${summary.medianCommands} commands, ${summary.medianFaults} faults`,
    `everything settled within ${summary.settledWithinMinutes} virtual minutes after the faults`,
    `${whole.format(summary.commandsPerCpuSecond)} commands per second of processor time, ${whole.format(summary.wallSeconds)} s in all`,
    `${summary.pairs} pairs of fault and step happened, ${neverHappened.length} never did`,
    `trace ${summary.trace}`,
  ];
};
