import { addMoney, type Money, multiplyMoney } from './money.ts';
import type { CustomerType, OrderSource } from './order-attributes.ts';
import type { OrderStatus } from './order-status.ts';

/** One line of an order, with the name and price at which it was sold. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly source: OrderSource;
  readonly customerType: CustomerType;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** 1 for a new order, one more with each transition. */
  readonly version: number;
}

export interface NewOrder {
  readonly id: string;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly source: OrderSource;
  readonly customerType: CustomerType;
  readonly now: string;
}

/**
 * Sum of price times quantity.
 * @throws {RangeError} on no lines or mixed currencies.
 */
export const orderTotal = (lines: readonly OrderLine[]): Money => {
  const [first, ...rest] = lines.map(({ unitPrice, quantity }) => multiplyMoney(unitPrice, quantity));
  if (first === undefined) throw new RangeError('an order has at least one line');
  return rest.reduce(addMoney, first);
};

/**
 * A new order, waiting for its payment.
 * @throws {RangeError} on no lines or mixed currencies.
 */
export const placeOrder = ({ id, customerId, lines, source, customerType, now }: NewOrder): Order => ({
  id,
  customerId,
  status: 'pending',
  lines,
  total: orderTotal(lines),
  source,
  customerType,
  createdAt: now,
  updatedAt: now,
  version: 1,
});
