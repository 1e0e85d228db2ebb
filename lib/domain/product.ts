import type { Money } from './money.ts';

/** A product as the catalogue sells it. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
  /** Units that can still be ordered. */
  readonly available: number;
  /** Number of stock items that the units are spread over; more than one for popular products. */
  readonly stockShards: number;
}
