import { type HistoryPart, type KeptFault, partText } from '../history/history-part.ts';
import type { Fault } from '../world/fault-profile.ts';
import { type HistoryThreadsOptions, startHistoryThreads } from './history-threads.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** Histories that a search for a smaller one simulates, at most. */
const mostTries = 3_000;

/** A part that breaks a promise in one run of luck may need another one when it gets smaller; small ones end soon. */
const luckTries = ({ commands }: HistoryPart): number => (commands.length > 10 ? 3 : 8);

/** By how much more often the last search tries each part. */
const mostPatience = 5;

/** The kind of a violation: what it says without its ids and numbers. */
const kindOf = (violation: string): string =>
  violation
    .replace(/\b(?:ord_)?[0-9A-Z]{20,}\b/g, '…')
    .replace(/\d+/g, '#')
    .slice(0, 60);

const strikesOf = ({ struck }: WorkerAnswer, fault: Fault): number =>
  struck.reduce((sum, [pair, times]) => (pair.startsWith(`${fault} `) ? sum + times : sum), 0);

/** Whether a smaller list does as well. */
type Keeps<T> = (smaller: readonly T[]) => Promise<boolean>;

/** Takes pieces away from a list, large ones first, as long as what is left keeps the violation. */
const reduceList = async <T>(list: readonly T[], keeps: Keeps<T>): Promise<void> => {
  if (list.length === 0 || (await keeps([]))) return;
  let left = list;
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length && left.length > 1; ) {
      const smaller = [...left.slice(0, from), ...left.slice(from + size)];
      if (smaller.length > 0 && (await keeps(smaller))) left = smaller;
      else from += size;
    }
  }
};

export interface Shrunk {
  /** The smallest part that was found, simulated with its story. */
  readonly smallest: WorkerAnswer;
  /** Histories that were simulated to find it. */
  readonly tries: number;
}

/**
 * Searches for a small part of a history that breaks a promise in the same way: without clients, commands and faults
 * that do not matter.
 * @param broken the history, with its violations.
 */
export const shrinkHistory = async (
  broken: WorkerAnswer,
  options: HistoryThreadsOptions,
): Promise<Shrunk> => {
  const kinds = new Set(broken.violations.map(kindOf));
  const workers = startHistoryThreads(options);
  let smallest = broken;
  let tries = 0;
  let patience = 1;

  /** The first of some parts that breaks a promise in the same way, however many threads try them. */
  const firstBroken = async (
    parts: readonly HistoryPart[],
    keepsStory = false,
  ): Promise<WorkerAnswer | undefined> => {
    const answers: (WorkerAnswer | undefined)[] = [];
    const tasks = parts.map((part): WorkerTask => ({ number: broken.number, keepsStory, part }));
    const waiting = [...tasks];
    const isFound = () => answers.some((answer) => answer !== undefined);
    await workers.run(
      () => (isFound() ? undefined : waiting.shift()),
      (answer, task) => {
        tries += 1;
        const place = tasks.indexOf(task);
        if (answer.violations.some((violation) => kinds.has(kindOf(violation)))) answers[place] = answer;
        return true;
      },
    );
    return answers.find((answer) => answer !== undefined);
  };

  /** Whether a smaller part breaks a promise in the same way; it then is the smallest one so far. */
  const accept = async (change: Partial<HistoryPart>): Promise<boolean> => {
    if (tries >= mostTries) return false;
    const { part } = smallest;
    const smaller = { ...part, ...change };
    const parts = Array.from({ length: luckTries(smaller) * patience }, (_, n) => ({
      ...smaller,
      luck: part.luck + n,
    }));
    const found = await firstBroken(parts);
    if (found) smallest = found;
    return found !== undefined;
  };

  const withKept = (kept: KeptFault) =>
    accept({
      faults: smallest.part.faults.map((each) => (each.fault === kept.fault ? kept : each)),
    });

  /** Keeps the earlier or the later half of the strikes of a fault, as long as one of them does. */
  const reduceStrikes = async ({ fault, first: from = 1 }: KeptFault): Promise<void> => {
    let first = from;
    let last = from + strikesOf(smallest, fault) - 1;
    while (last > first) {
      const middle = Math.floor((first + last) / 2);
      if (await withKept({ fault, first, last: middle })) last = middle;
      else if (await withKept({ fault, first: middle + 1, last })) first = middle + 1;
      else return;
    }
  };

  try {
    // Until no single command and no fault can go: with fewer strikes, others may. A race of a small part needs more luck.
    for (let before = ''; before !== partText(smallest.part) || patience < mostPatience; ) {
      if (before === partText(smallest.part)) patience = mostPatience;
      before = partText(smallest.part);
      await reduceList(smallest.part.faults, (faults) => accept({ faults }));
      await reduceList(smallest.part.commands, (commands) => accept({ commands }));
      for (const kept of smallest.part.faults) await reduceStrikes(kept);
    }
    return { smallest: (await firstBroken([smallest.part], true)) ?? smallest, tries };
  } finally {
    await workers.end();
  }
};
