import type { CommitFailure, OrderCommit, StockItemId, StockTake } from '../../app/ports/order-store.ts';
import { sameMoney } from '../../domain/money.ts';
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
export interface StockTotals {
  readonly sku: string;
  readonly shard: number;
  readonly taken: number;
  readonly givenBack: number;
  /** The different offers that the units are taken by: more than one cannot all be right. */
  readonly offers: readonly Offer[];
}

/** The version and price of a product at which a stock item sells it. */
type Offer = Pick<StockTake, 'version' | 'unitPrice'>;

const withOffer = (offers: readonly Offer[], offer: Offer | undefined): readonly Offer[] => {
  const isKnown = ({ version, unitPrice }: Offer) =>
    version === offer?.version && sameMoney(unitPrice, offer.unitPrice);
  return !offer || offers.some(isKnown) ? offers : [...offers, offer];
};

/** The units that a commit takes and returns, by stock item: a transaction may touch an item only once. */
export const stockTotals = ({ take = [], giveBack = [] }: OrderCommit): StockTotals[] => {
  const totals = new Map<string, StockTotals>();
  const add = (sku: string, shard: number, taken: number, givenBack: number, offer?: Offer) => {
    const key = `${sku}#${shard}`;
    const before = totals.get(key);
    totals.set(key, {
      sku,
      shard,
      taken: (before?.taken ?? 0) + taken,
      givenBack: (before?.givenBack ?? 0) + givenBack,
      offers: withOffer(before?.offers ?? [], offer),
    });
  };
  for (const { sku, shard, quantity, ...offer } of take) add(sku, shard, quantity, 0, offer);
  for (const { sku, shard, quantity } of giveBack) add(sku, shard, 0, quantity);
  return [...totals.values()];
};

/**
 * The version alone would do, if no version of the service changed a price without it. Compared field by field: a price
 * that holds more than this version knows is still the same price.
 */
const offerCondition = ({ version, unitPrice }: Offer, n: number) => ({
  expression: `${
    version === 0 ? 'attribute_not_exists(version)' : `version = :version${n}`
  } AND unitPrice.amount = :amount${n} AND unitPrice.currency = :currency${n}`,
  values: {
    ...(version > 0 && { [`:version${n}`]: version }),
    [`:amount${n}`]: unitPrice.amount,
    [`:currency${n}`]: unitPrice.currency,
  },
});

const conditionOf = ({ taken, offers }: StockTotals) => {
  if (taken === 0) return { expression: 'attribute_exists(pk)', values: {} };
  const offered = offers.map(offerCondition);
  return {
    expression: ['available >= :taken', ...offered.map(({ expression }) => expression)].join(' AND '),
    values: Object.assign({ ':taken': taken }, ...offered.map(({ values }) => values)),
  };
};

const stockAction = (tableName: string, totals: StockTotals): CommitAction => {
  const { sku, shard, taken, givenBack } = totals;
  const { expression, values } = conditionOf(totals);
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

/** Takes units where there are enough of the product as expected, and returns units where there is a stock item. */
export const stockActions = (tableName: string, commit: OrderCommit): CommitAction[] =>
  stockTotals(commit).map((totals) => stockAction(tableName, totals));
