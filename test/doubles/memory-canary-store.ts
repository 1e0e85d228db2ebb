import type { Canary, CanaryStore, CanaryVerdict } from '../../lib/app/ports/canary.ts';

interface StoredCanary extends Canary {
  readonly listedAt: string;
  readonly returnedAt?: string;
  readonly verdict?: CanaryVerdict;
}

/** Canaries in this process's memory, for tests and simulation. */
export const createMemoryCanaryStore = (): CanaryStore => {
  const canaries = new Map<string, StoredCanary>();
  return {
    async add({ id, sentAt }) {
      canaries.set(id, { id, sentAt, listedAt: sentAt });
    },
    async markReturned({ id }, returnedAt) {
      const canary = canaries.get(id);
      if (canary) canaries.set(id, { returnedAt, ...canary });
      return canary !== undefined;
    },
    async *listUnjudged(sentUntil) {
      yield* [...canaries.values()]
        .filter(({ listedAt, verdict }) => verdict === undefined && listedAt <= sentUntil)
        .sort((a, b) => (a.listedAt < b.listedAt ? -1 : 1))
        .map(({ id, sentAt }) => ({ id, sentAt }));
    },
    async putOff({ id }, until) {
      const canary = canaries.get(id);
      if (canary && canary.listedAt < until) canaries.set(id, { ...canary, listedAt: until });
    },
    async judge({ id }, returnedUntil) {
      const canary = canaries.get(id);
      if (!canary || canary.verdict) return undefined;
      const { returnedAt } = canary;
      const verdict = returnedAt !== undefined && returnedAt <= returnedUntil ? 'returned' : 'lost';
      canaries.set(id, { ...canary, verdict });
      return verdict;
    },
  };
};
