/** A count of stored replies with its noun. */
export const countedReplies = (count: number): string =>
  count === 1 ? '1 stored reply' : `${count} stored replies`;
