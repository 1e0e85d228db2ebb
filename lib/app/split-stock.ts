import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import type { ContendedProduct, StockContention } from './ports/stock-contention.ts';

/** Conflicts of one order from which on its products are marked: fewer resolve at once. */
export const conflictsToMark = 3;

/** Marks the products of an order that conflicted; never rejects. */
export type MarkContention = (skus: readonly string[], options: CallOptions) => Promise<void>;

export interface MarkContentionDependencies {
  readonly contention: Pick<StockContention, 'mark'>;
  readonly clock: Clock;
  /** Milliseconds in which an environment marks a product once at most. */
  readonly intervalMs: number;
  readonly onFailure: (sku: string, reason: unknown) => void;
}

export const markContention = ({
  contention,
  clock,
  intervalMs,
  onFailure,
}: MarkContentionDependencies): MarkContention => {
  const nextMarkAt = new Map<string, number>();
  const mark = async (sku: string, options: CallOptions) => {
    const now = clock();
    if ((nextMarkAt.get(sku) ?? 0) > now) return;
    // Products whose interval is over need not be remembered.
    for (const [known, at] of nextMarkAt) if (at <= now) nextMarkAt.delete(known);
    nextMarkAt.set(sku, now + intervalMs);
    try {
      await contention.mark(sku, new Date(now).toISOString(), options);
    } catch (reason) {
      onFailure(sku, reason);
    }
  };
  return async (skus, options) => {
    await Promise.all(skus.map((sku) => mark(sku, options)));
  };
};

export interface SplitStockDependencies {
  readonly contention: Pick<StockContention, 'listMarked' | 'split'>;
  readonly clock: Clock;
  /** Milliseconds between two splits of a product, at least. */
  readonly intervalMs: number;
  readonly onSplit: (sku: string, stockShards: number) => void;
  /** Receives the reason why a product could not be split in this run. */
  readonly onFailure: (sku: string, reason: unknown) => void;
}

/**
 * Use case: give products whose orders conflict more stock items. A product is split once per interval at most, and
 * only if it was marked after its last split.
 */
export const splitStock = ({ contention, clock, intervalMs, onSplit, onFailure }: SplitStockDependencies) => {
  const isDue = ({ markedAt, splitAt }: ContendedProduct, now: number): boolean =>
    splitAt === undefined || (markedAt > splitAt && Date.parse(splitAt) + intervalMs <= now);

  return async (options: CallOptions): Promise<{ readonly split: number }> => {
    let split = 0;
    for await (const product of contention.listMarked(options)) {
      if (options.signal.aborted) break;
      const now = clock();
      if (!isDue(product, now)) continue;
      try {
        const shards = await contention.split(product.sku, new Date(now).toISOString(), options);
        if (shards === undefined) continue;
        split += 1;
        onSplit(product.sku, shards);
      } catch (reason) {
        onFailure(product.sku, reason);
      }
    }
    return { split };
  };
};
