/** Sets up many things one after the other, so that a busy machine does not run into a client's timeouts. */
export const oneByOne = async <T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> => {
  for (const item of items) await act(item);
};
