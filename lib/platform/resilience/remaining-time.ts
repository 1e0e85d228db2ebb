const clocks = new WeakMap<AbortSignal, () => number>();

/** Lets everyone who is handed the signal ask how long it will be before time aborts it. */
export const bindRemainingTime = (signal: AbortSignal, remaining: () => number): void => {
  clocks.set(signal, remaining);
};

/** Milliseconds until time aborts the signal, 0 when it has; infinite for a signal without a time limit. */
export const remainingMs = (signal: AbortSignal): number => {
  if (signal.aborted) return 0;
  return Math.max(0, clocks.get(signal)?.() ?? Number.POSITIVE_INFINITY);
};
