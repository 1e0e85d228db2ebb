import { mergeShards, splitShards } from '../domain/product.ts';
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
  readonly contention: Pick<StockContention, 'listMarked' | 'reshard' | 'forget'>;
  readonly clock: Clock;
  /** Milliseconds between two splits of a product, at least. */
  readonly intervalMs: number;
  /** Milliseconds without a mark or a change after which stock items are merged. */
  readonly calmMs: number;
  readonly onSplit: (sku: string, stockShards: number) => void;
  readonly onMerge: (sku: string, stockShards: number) => void;
  /** Receives the reason why the stock items of a product stay as they are in this run. */
  readonly onFailure: (sku: string, reason: unknown) => void;
}

/**
 * Use case: give products whose orders conflict more stock items, and take them back when the orders are calm. Stock
 * items are split once per interval at most, and only if the product was marked after their last change. They are
 * merged once per calm time at most.
 */
export const splitStock = ({
  contention,
  clock,
  intervalMs,
  calmMs,
  onSplit,
  onMerge,
  onFailure,
}: SplitStockDependencies) => {
  const lastChange = ({ markedAt, reshardedAt = markedAt }: ContendedProduct) =>
    Math.max(Date.parse(markedAt), Date.parse(reshardedAt));
  const isCalm = (product: ContendedProduct, now: number): boolean => lastChange(product) + calmMs <= now;
  const isContended = ({ markedAt, reshardedAt }: ContendedProduct, now: number): boolean =>
    reshardedAt === undefined || (markedAt > reshardedAt && Date.parse(reshardedAt) + intervalMs <= now);

  const tend = async (product: ContendedProduct, now: number, options: CallOptions) => {
    const { sku } = product;
    const calm = isCalm(product, now);
    if (!calm && !isContended(product, now)) return undefined;
    const next = calm ? mergeShards : splitShards;
    const numbers = await contention.reshard(sku, next, new Date(now).toISOString(), options);
    if (!numbers) return undefined;
    if (numbers.after !== numbers.before) {
      (calm ? onMerge : onSplit)(sku, numbers.after);
      return calm ? 'merged' : 'split';
    }
    if (calm) await contention.forget(product, options);
    return undefined;
  };

  return async (options: CallOptions): Promise<{ readonly split: number; readonly merged: number }> => {
    const done = { split: 0, merged: 0 };
    for await (const product of contention.listMarked(onFailure, options)) {
      if (options.signal.aborted) break;
      try {
        const change = await tend(product, clock(), options);
        if (change) done[change] += 1;
      } catch (reason) {
        onFailure(product.sku, reason);
      }
    }
    return done;
  };
};
