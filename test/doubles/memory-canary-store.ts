import type { Canary, CanaryStore, CanaryVerdict } from '../../lib/app/ports/canary.ts';

interface StoredCanary extends Canary {
  readonly returnedAt?: string;
  readonly verdict?: CanaryVerdict;
}

/** Canaries in this process's memory, for tests and simulation. */
export const createMemoryCanaryStore = (): CanaryStore => {
  const canaries = new Map<string, StoredCanary>();
  return {
    async add({ id, sentAt }) {
      canaries.set(id, { id, sentAt });
    },
    async markReturned({ id }, returnedAt) {
      const canary = canaries.get(id);
      if (canary) canaries.set(id, { returnedAt, ...canary });
      return canary !== undefined;
    },
    async listUnjudged(sentUntil, limit) {
      return [...canaries.values()]
        .filter(({ sentAt, verdict }) => verdict === undefined && sentAt <= sentUntil)
        .sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1))
        .slice(0, limit)
        .map(({ id, sentAt }) => ({ id, sentAt }));
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
