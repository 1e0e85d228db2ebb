/** Messages of an error and its causes, for the operator; of bounded length. */
export const problemOf = (failure: unknown): string => {
  const messages: string[] = [];
  for (let error = failure; error instanceof Error && messages.length < 4; error = error.cause) {
    messages.push(error.message);
  }
  return (messages.join(': ') || String(failure)).slice(0, 300);
};
