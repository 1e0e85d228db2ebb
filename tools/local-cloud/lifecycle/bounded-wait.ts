/** Waits for work to end, but no longer than so many milliseconds; what goes on after that is nobody's concern. */
export const atMost = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([work, timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
};
