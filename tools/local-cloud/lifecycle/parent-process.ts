const pollMs = 250;

/**
 * Calls back once the process that started this one has gone. npm does not pass on the signal that ends it,
 * and the terminal could no longer stop this process.
 * @param parentId returns the id of the current parent; another one than at first means that the first has gone.
 */
export const onParentGone = (callback: () => void, parentId: () => number = () => process.ppid): void => {
  const first = parentId();
  const timer = setInterval(() => {
    if (parentId() === first) return;
    clearInterval(timer);
    callback();
  }, pollMs).unref();
};
