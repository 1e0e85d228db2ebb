/** Runs tasks as they come, a bounded number of them at once. */
export type Gate = <T>(task: () => Promise<T>) => Promise<T>;

export const createGate = (most: number): Gate => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running < most) running += 1;
    // The place of the task that ends goes to the first that waits.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
