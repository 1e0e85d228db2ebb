/** How long to wait before looking again, in milliseconds: briefly while things happen, longer in quiet times. */
export interface PollRhythm {
  next(foundSomething: boolean): number;
}

export const createPollRhythm = (leastMs: number, mostMs: number): PollRhythm => {
  let waitMs = leastMs;
  return {
    next(foundSomething) {
      if (foundSomething) {
        waitMs = leastMs;
        return 0;
      }
      const current = waitMs;
      waitMs = Math.min(mostMs, waitMs * 1.5);
      return current;
    },
  };
};
