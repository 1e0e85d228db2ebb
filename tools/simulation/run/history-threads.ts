import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

export interface HistoryThreadsOptions {
  readonly seed: string;
  readonly threads: number;
  /** Program of the threads; that of this source tree unless given. */
  readonly program?: URL | undefined;
}

/** Threads that simulate histories of one seed, one at a time each. */
export interface HistoryThreads {
  /**
   * Simulates histories as they come, and stops when `next` has none.
   * @param next the next history.
   * @param onResult called with each history when it has ended, in any order; `false` ends it all.
   * @throws the failure of a thread: the simulator itself is broken.
   */
  run(
    next: () => WorkerTask | undefined,
    onResult: (result: WorkerAnswer, task: WorkerTask) => boolean,
  ): Promise<void>;
  end(): Promise<void>;
}

export const startHistoryThreads = ({
  seed,
  threads,
  program = new URL('./worker.ts', import.meta.url),
}: HistoryThreadsOptions): HistoryThreads => {
  const workers = Array.from(
    { length: threads },
    () =>
      new Worker(program, {
        workerData: { seed },
        // Most of what a history makes is dead at its end: a larger nursery is collected less often.
        resourceLimits: { maxYoungGenerationSizeMb: 64 },
      }),
  );
  return {
    async run(next, onResult) {
      let isOver = false;
      const keepBusy = (worker: Worker) =>
        new Promise<void>((resolve, reject) => {
          let task: WorkerTask | undefined;
          const letGo = () => {
            worker.off('message', take);
            worker.off('error', fail);
          };
          const give = () => {
            task = isOver ? undefined : next();
            if (task) {
              worker.postMessage(task);
              return;
            }
            letGo();
            resolve();
          };
          const take = (result: WorkerAnswer) => {
            if (!isOver && task && !onResult(result, task)) isOver = true;
            give();
          };
          const fail = (failure: Error) => {
            isOver = true;
            letGo();
            reject(failure);
          };
          worker.on('message', take);
          worker.on('error', fail);
          give();
        });
      await Promise.all(workers.map(keepBusy));
    },
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};
