import type { OrderCommit } from '../../app/ports/order-store.ts';
import { type Money, sameMoney } from '../../domain/money.ts';

/** All that one commit does to one stock item. */
export interface StockMovement {
  readonly sku: string;
  readonly shard: number;
  readonly taken: number;
  readonly givenBack: number;
  /** The different prices that the units are taken at: more than one cannot all be right. */
  readonly prices: readonly Money[];
}

const withPrice = (prices: readonly Money[], price: Money | undefined): readonly Money[] =>
  !price || prices.some((known) => sameMoney(known, price)) ? prices : [...prices, price];

/** What a commit takes and gives back, by stock item: a transaction may touch an item only once. */
export const stockMovements = ({ take = [], giveBack = [] }: OrderCommit): StockMovement[] => {
  const movements = new Map<string, StockMovement>();
  const add = (sku: string, shard: number, taken: number, givenBack: number, price?: Money) => {
    const key = `${sku}#${shard}`;
    const before = movements.get(key);
    movements.set(key, {
      sku,
      shard,
      taken: (before?.taken ?? 0) + taken,
      givenBack: (before?.givenBack ?? 0) + givenBack,
      prices: withPrice(before?.prices ?? [], price),
    });
  };
  for (const { sku, shard, quantity, unitPrice } of take) add(sku, shard, quantity, 0, unitPrice);
  for (const { sku, shard, quantity } of giveBack) add(sku, shard, 0, quantity);
  return [...movements.values()];
};
