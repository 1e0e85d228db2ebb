/**
 * The outcome of the work, or the signal's reason as soon as it is aborted, also when the work ignores it.
 * Work is not begun under a signal that is aborted already.
 */
export const untilAborted = async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  // Before the work can listen, so that the signal's own reason wins over what the work makes of it.
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
