import { Worker } from 'node:worker_threads';

/**
 * The first message of a script in a worker thread, which ends with it. The script loads sources as they are now, and its memory
 * is free again.
 * @throws {Error} when the script fails, or sends nothing.
 */
export const workerAnswer = async <T>(script: URL): Promise<T> => {
  const worker = new Worker(script);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error(`${script.pathname} sends nothing`)));
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
};
