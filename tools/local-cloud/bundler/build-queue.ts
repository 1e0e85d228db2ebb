/**
 * Runs builds one at a time; what is asked for meanwhile is built together in the next one, so that an older
 * result never replaces a newer one.
 */
export interface BuildQueue {
  /** Resolves when a build that began after this call has ended, however it ended. */
  request(functionNames: Iterable<string>): Promise<void>;
  /** Begins no more builds; resolves when the one under way has ended. */
  close(): Promise<void>;
}

export const createBuildQueue = (
  buildAll: (functionNames: readonly string[]) => Promise<void>,
): BuildQueue => {
  let waiting = new Set<string>();
  let next = Promise.withResolvers<void>();
  let running: Promise<void> | undefined;
  let closed = false;

  const work = async () => {
    while (waiting.size > 0 && !closed) {
      const names = [...waiting];
      const { resolve, reject } = next;
      waiting = new Set();
      next = Promise.withResolvers<void>();
      await buildAll(names).then(resolve, reject);
    }
    running = undefined;
  };

  return {
    request(functionNames) {
      for (const name of functionNames) waiting.add(name);
      const { promise } = next;
      running ??= work();
      return promise;
    },
    async close() {
      closed = true;
      next.resolve();
      await running;
    },
  };
};
