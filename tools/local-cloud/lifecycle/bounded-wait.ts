/** Waits for work to end, at most so many milliseconds; the work itself may continue. */
export const atMost = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([work, timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
};
