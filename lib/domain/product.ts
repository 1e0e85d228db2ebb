import { type Money, sameMoney } from './money.ts';
import { maxStockShards } from './stock.ts';

/** A product as the catalogue sells it. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
  /** 1 for a new product, one more with every change of what customers see of it; 0 for one without a version yet. */
  readonly version: number;
  /** Takes no new orders and is not listed. */
  readonly discontinued: boolean;
  /** Units that can still be ordered. */
  readonly available: number;
  /** Number of stock items that the units are spread over; more than one for popular products. */
  readonly stockShards: number;
  /** The number of stock items that an admin asked for: it never falls below. */
  readonly minStockShards: number;
  /** Units that the product was created with; absent when that was not recorded. */
  readonly initialStock?: number | undefined;
}

/** New values of a product; an absent one stays as it is. */
export interface ProductChange {
  readonly name?: string | undefined;
  readonly unitPrice?: Money | undefined;
  readonly discontinued?: boolean | undefined;
  readonly stockShards?: number | undefined;
}

type StockItems = Pick<Product, 'stockShards' | 'minStockShards'>;

/** Number of stock items for a product whose orders conflict: twice as many. */
export const splitShards = ({ stockShards }: StockItems): number => Math.min(maxStockShards, 2 * stockShards);

/** Number of stock items for a product in calm: half as many, and at least those that an admin asked for. */
export const mergeShards = ({ stockShards, minStockShards }: StockItems): number =>
  Math.max(Math.min(stockShards, minStockShards), Math.ceil(stockShards / 2));

/** More stock items are given at once, also to a product that has as many by itself; fewer are an order to merge. */
const shardsAfter = ({ stockShards, minStockShards }: StockItems, wanted: number): number => {
  if (wanted === minStockShards) return stockShards;
  return wanted > minStockShards ? Math.max(stockShards, wanted) : wanted;
};

/**
 * A product after a change. The version grows only with what customers see: the number of stock items is none of it.
 * @returns the product itself if the change changes nothing.
 */
export const changeProduct = <P extends Omit<Product, 'available'>>(product: P, change: ProductChange): P => {
  const { name = product.name, unitPrice = product.unitPrice } = change;
  const { discontinued = product.discontinued, stockShards: minStockShards = product.minStockShards } =
    change;
  const isSameOffer =
    name === product.name && sameMoney(unitPrice, product.unitPrice) && discontinued === product.discontinued;
  if (isSameOffer && minStockShards === product.minStockShards) return product;
  return {
    ...product,
    name,
    unitPrice: { ...product.unitPrice, ...unitPrice },
    discontinued,
    version: isSameOffer ? product.version : product.version + 1,
    stockShards: shardsAfter(product, minStockShards),
    minStockShards,
  };
};
