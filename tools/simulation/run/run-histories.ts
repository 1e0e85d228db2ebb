import type { HistoryPart } from '../history/history-part.ts';
import { startHistoryThreads } from './history-threads.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

export interface HistoryRange {
  readonly seed: string;
  /** Number of the first history. */
  readonly from: number;
  /** How many; without an end unless given. */
  readonly count?: number | undefined;
  /** Time of the run after which no history begins, as of `performance.now()`. */
  readonly until?: number | undefined;
  /** Aborted, no history begins any more. */
  readonly signal?: AbortSignal | undefined;
  readonly threads: number;
  /** Program of the threads; that of this source tree unless given. */
  readonly program?: URL | undefined;
}

/**
 * Simulates a range of histories on several threads.
 * @param onResult called with each history when it has ended, in any order; `false` ends the run.
 * @throws the failure of a thread: the simulator itself is broken.
 */
export const runHistories = async (
  {
    seed,
    from,
    count = Number.POSITIVE_INFINITY,
    until = Number.POSITIVE_INFINITY,
    signal,
    threads,
    program,
  }: HistoryRange,
  onResult: (result: WorkerAnswer) => boolean,
): Promise<void> => {
  const workers = startHistoryThreads({ seed, threads: Math.min(threads, count), program });
  let number = from;
  const next = (): WorkerTask | undefined => {
    if (number >= from + count || performance.now() >= until || signal?.aborted) return undefined;
    number += 1;
    return { number: number - 1, keepsStory: false };
  };
  try {
    await workers.run(next, onResult);
  } finally {
    await workers.end();
  }
};

/** Simulates one history, or a part of it, with its story. */
export const runOneHistory = async (
  { seed, program }: Pick<HistoryRange, 'seed' | 'program'>,
  number: number,
  part?: HistoryPart,
): Promise<WorkerAnswer> => {
  const workers = startHistoryThreads({ seed, threads: 1, program });
  const tasks: WorkerTask[] = [{ number, keepsStory: true, part }];
  let answer: WorkerAnswer | undefined;
  try {
    await workers.run(
      () => tasks.pop(),
      (result) => {
        answer = result;
        return true;
      },
    );
  } finally {
    await workers.end();
  }
  if (!answer) throw new Error(`history ${number} has no result`);
  return answer;
};
