import { parentPort, workerData } from 'node:worker_threads';
import { replaceTimers } from '../world/replace-timers.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

// Before anything of the service is loaded: it must not keep a real timer.
replaceTimers();
const { runHistory } = await import('../history/run-history.ts');

const { seed } = workerData as { readonly seed: string };
if (!parentPort) throw new Error('this file is the program of a worker thread');
const port = parentPort;

/** Frames of a stack trace; a history throws hundreds of errors, whose traces only a story may need. */
const framesFor = (keepsStory: boolean): number => (keepsStory ? 10 : 0);

const run = async ({ number, ...options }: WorkerTask) => {
  Error.stackTraceLimit = framesFor(options.keepsStory);
  const result = await runHistory(seed, number, options);
  const answer: WorkerAnswer = { ...result, struck: [...result.struck] };
  port.postMessage(answer);
};

/** One history at a time: they share the thread’s clock. */
let last: Promise<void> = Promise.resolve();
port.on('message', (task: WorkerTask) => {
  last = last.then(() => run(task));
});
