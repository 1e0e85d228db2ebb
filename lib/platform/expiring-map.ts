import type { Clock } from './ports.ts';

export interface ExpiringMapOptions {
  readonly ttlMs: number;
  /** Beyond them, the entries that were set longest ago are dropped. */
  readonly maxEntries: number;
  readonly clock: Clock;
}

/** Values that are kept for a while, in the memory of one execution environment. */
export interface ExpiringMap<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

export const createExpiringMap = <V>({ ttlMs, maxEntries, clock }: ExpiringMapOptions): ExpiringMap<V> => {
  const kept = new Map<string, { readonly value: V; readonly until: number }>();
  return {
    get(key) {
      const found = kept.get(key);
      return found && found.until > clock() ? found.value : undefined;
    },
    set(key, value) {
      kept.delete(key);
      kept.set(key, { value, until: clock() + ttlMs });
      for (const oldest of kept.keys()) {
        if (kept.size <= maxEntries) break;
        kept.delete(oldest);
      }
    },
  };
};
