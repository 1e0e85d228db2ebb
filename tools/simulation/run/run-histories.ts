import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

export interface HistoryRange {
  readonly seed: string;
  /** Number of the first history. */
  readonly from: number;
  readonly count: number;
  readonly keepsStory?: boolean;
  readonly threads: number;
  /** Program of the threads; that of this source tree unless given. */
  readonly program?: URL;
}

/**
 * Simulates a range of histories on several threads.
 * @param onResult told of each history when it has ended, in any order; `false` ends the run.
 * @throws the failure of a thread: the simulator itself is broken.
 */
export const runHistories = async (
  {
    seed,
    from,
    count,
    keepsStory = false,
    threads,
    program = new URL('./worker.ts', import.meta.url),
  }: HistoryRange,
  onResult: (result: WorkerAnswer) => boolean,
): Promise<void> => {
  let next = from;
  let isOver = false;
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(program, {
        workerData: { seed },
        // Most of what a history makes is dead at its end: a larger nursery is collected less often.
        resourceLimits: { maxYoungGenerationSizeMb: 64 },
      });
      const give = () => {
        if (isOver || next >= from + count) {
          void worker.terminate().then(() => resolve());
          return;
        }
        const task: WorkerTask = { number: next, keepsStory };
        next += 1;
        worker.postMessage(task);
      };
      worker.on('message', (result: WorkerAnswer) => {
        if (!isOver && !onResult(result)) isOver = true;
        give();
      });
      worker.on('error', (failure) => {
        isOver = true;
        reject(failure);
      });
      give();
    });
  await Promise.all(Array.from({ length: Math.min(threads, count) }, runThread));
};
