/**
 * Remembers the greatest value of each cell that was shown. Whatever a table says after it was restored from a
 * backup, no counter goes down: Prometheus would take that for a restart, and count everything once more.
 */
export const createHighWater = () => {
  const highest = new Map<string, bigint>();
  return (totals: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> => {
    for (const [cell, count] of totals) {
      if (count > (highest.get(cell) ?? -1n)) highest.set(cell, count);
    }
    return highest;
  };
};
