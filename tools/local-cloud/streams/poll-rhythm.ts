/** When to look again: soon after something has happened, seldom in quiet times. */
export interface PollRhythm {
  /** Something has happened that a look may find. */
  hasten(): void;
  /**
   * Waits until the next look.
   * @throws {unknown} the reason of the signal, once it is aborted.
   */
  pause(signal: AbortSignal): Promise<void>;
}

/** Bounds of the time between two looks, in milliseconds. */
export interface PollTimes {
  /** At most this long after something has happened. */
  readonly least: number;
  /** In quiet times. */
  readonly most: number;
}

/** @param now milliseconds. */
export const createPollRhythm = ({ least, most }: PollTimes, now: () => number): PollRhythm => {
  let isHasty = false;
  let comeForward = () => {};
  return {
    hasten() {
      if (isHasty) return;
      isHasty = true;
      comeForward();
    },
    pause: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        let timer: NodeJS.Timeout;
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          comeForward = () => {};
          isHasty = false;
        };
        const abort = () => {
          end();
          reject(signal.reason);
        };
        const start = (waitMs: number) => {
          timer = setTimeout(() => {
            end();
            resolve();
          }, waitMs);
        };
        const dueAt = now() + most;
        comeForward = () => {
          clearTimeout(timer);
          start(Math.max(0, Math.min(least, dueAt - now())));
        };
        signal.addEventListener('abort', abort);
        start(isHasty ? least : most);
      }),
  };
};
