/**
 * Items in order as runs of neighbours.
 * @param belongs whether an item continues the run that ends with the last one.
 */
export const runsOf = <T>(
  items: readonly T[],
  belongs: (last: T, next: T) => boolean,
): readonly (readonly T[])[] => {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last !== undefined && belongs(last, item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
};
