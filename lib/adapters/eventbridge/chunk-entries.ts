/** EventBridge's limits of one request. */
export const requestLimits = { entries: 10, bytes: 1_048_576 } as const;

/**
 * Splits items into as few requests as their order allows.
 * @param sizeOf bytes of an item. An item larger than a request is allowed to be gets a request of its own.
 */
export const chunkEntries = <T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  limits: { readonly entries: number; readonly bytes: number } = requestLimits,
): T[][] => {
  const chunks: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const chunk = chunks.at(-1);
    if (chunk && chunk.length < limits.entries && bytes + size <= limits.bytes) {
      chunk.push(item);
      bytes += size;
    } else {
      chunks.push([item]);
      bytes = size;
    }
  }
  return chunks;
};
