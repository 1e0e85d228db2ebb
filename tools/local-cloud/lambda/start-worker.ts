import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { RuntimeSettings } from './runtime/messages.ts';

/** Enough for get-order at full speed; V8's own choice, 48 MB, adds up over the threads and is not given back. */
const youngGenerationMb = 16;

/**
 * Starts the runtime in a thread of its own.
 * @param runtimeUrl the bundled `runtime/main.ts`: as one file of plain JavaScript it starts in half the time.
 * @param processEnvironment all of the thread's `process.env`.
 */
export const startWorker = (
  runtimeUrl: string,
  settings: RuntimeSettings,
  processEnvironment: Readonly<Record<string, string>>,
): Worker => {
  // Threads have it from their start only, and no option of a worker sets it.
  setFlagsFromString('--expose-gc');
  return new Worker(new URL(runtimeUrl), {
    workerData: settings,
    env: processEnvironment,
    execArgv: [],
    name: settings.functionName,
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: settings.memoryMb,
      maxYoungGenerationSizeMb: youngGenerationMb,
    },
  });
};
