import type { CommitFailure, OrderCommit, StockItemId } from '../../app/ports/order-store.ts';
import { type Money, sameMoney } from '../../domain/money.ts';
import type { WriteAction } from '../../platform/dynamodb/write-items.ts';
import { stockKey } from './keys.ts';
import { fromStockItem } from './product-items.ts';

/** A stock item that units should return to, and that no longer exists. */
export interface MissingStockItem {
  readonly kind: 'missing-stock-item';
  readonly sku: string;
  readonly shard: number;
}

/** One write of a commit. */
export interface CommitAction {
  readonly write: WriteAction;
  /** The failure that it means when the stored item does not fulfil the condition. */
  readonly refused: (stored: Record<string, unknown> | undefined) => CommitFailure | MissingStockItem;
  /** The stock item that it writes, if it writes one. */
  readonly stock?: StockItemId;
}

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

/** The units that a commit takes and returns, by stock item: a transaction may touch an item only once. */
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

// Compared field by field: a price that holds more than this version knows is still the same price.
const conditionOf = ({ taken, prices }: StockMovement) => {
  if (taken === 0) return { expression: 'attribute_exists(pk)', values: {} };
  const priced = prices.map(({ amount, currency }, n) => ({
    expression: `unitPrice.amount = :amount${n} AND unitPrice.currency = :currency${n}`,
    values: { [`:amount${n}`]: amount, [`:currency${n}`]: currency },
  }));
  return {
    expression: ['available >= :taken', ...priced.map(({ expression }) => expression)].join(' AND '),
    values: Object.assign({ ':taken': taken }, ...priced.map(({ values }) => values)),
  };
};

const stockAction = (tableName: string, movement: StockMovement): CommitAction => {
  const { sku, shard, taken, givenBack } = movement;
  const { expression, values } = conditionOf(movement);
  return {
    write: {
      Update: {
        TableName: tableName,
        Key: stockKey(sku, shard),
        UpdateExpression: 'SET available = available + :change',
        ConditionExpression: expression,
        ExpressionAttributeValues: { ':change': givenBack - taken, ...values },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    stock: { sku, shard },
    refused: (stored) =>
      taken === 0
        ? { kind: 'missing-stock-item', sku, shard }
        : { kind: 'stock', sku, shard, level: stored && fromStockItem(stored) },
  };
};

/** Takes units where there are enough at the expected price, and returns units where there is a stock item. */
export const stockActions = (tableName: string, commit: OrderCommit): CommitAction[] =>
  stockMovements(commit).map((movement) => stockAction(tableName, movement));
