import { getHeapStatistics } from 'node:v8';

/** Leaves garbage of many small objects behind, and returns the size of its heap then. */
export const handler = async ({ objects }: { objects: number }) => {
  const garbage = Array.from({ length: objects }, (_, n) => ({ n, text: String(n) }));
  return {
    kept: garbage.length,
    heapBytes: getHeapStatistics().total_heap_size,
    collector: typeof (globalThis as { gc?: unknown }).gc,
  };
};
