import { addMoney, type Money, multiplyMoney } from './money.ts';
import type { OrderStatus } from './order-status.ts';
import type { OrderRefunds } from './refund.ts';

/** Where an order came from. A metric label, so the set is closed. */
export const orderSources = ['web', 'mobile', 'partner', 'api'] as const;
export type OrderSource = (typeof orderSources)[number];
export const defaultOrderSource: OrderSource = 'api';

/** Kind of customer, from the token's claim `customer_type`. A metric label, so the set is closed. */
export const customerTypes = ['standard', 'premium', 'business'] as const;
export type CustomerType = (typeof customerTypes)[number];
export const defaultCustomerType: CustomerType = 'standard';

/** One line of an order, with the name and price at which it was sold. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
}

/** Where the latest payment of an order stands. */
export interface OrderPayment {
  readonly attempt: number;
  readonly state: 'unknown' | 'failed' | 'paid';
  /** While the outcome is unknown: whether it waits for the customer, who received the secret. */
  readonly awaitsCustomer?: true | undefined;
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
  /** 1 for a new order, one more with every change that is published as an event. */
  readonly version: number;
  /** 1 for a new order, one more with every stored change. */
  readonly revision: number;
  /** RFC 3339, UTC. From then on an order that is not paid may expire. */
  readonly expiresAt: string;
  /** The latest payment attempt. While its outcome is unknown, money may have been charged. */
  readonly payment?: OrderPayment | undefined;
  /** Its refunds by state; absent until there is one. */
  readonly refunds?: OrderRefunds | undefined;
}

export interface NewOrder {
  readonly id: string;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly source: OrderSource;
  readonly customerType: CustomerType;
  readonly now: string;
  readonly expiresAt: string;
}

/**
 * Sum of price times quantity.
 * @throws {RangeError} on no lines or mixed currencies.
 */
export const orderTotal = (lines: readonly OrderLine[]): Money => {
  const [first, ...rest] = lines.map(({ unitPrice, quantity }) => multiplyMoney(unitPrice, quantity));
  if (first === undefined) throw new RangeError('an order needs at least one line');
  return rest.reduce(addMoney, first);
};

/**
 * A new order, waiting for its payment.
 * @throws {RangeError} on no lines or mixed currencies.
 */
export const placeOrder = ({
  id,
  customerId,
  lines,
  source,
  customerType,
  now,
  expiresAt,
}: NewOrder): Order => ({
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
  revision: 1,
  expiresAt,
});

/** A line of an order request; the server sets the price. */
export interface OrderLineRequest {
  readonly sku: string;
  readonly quantity: number;
}

/** One line per SKU, in order of first appearance, quantities added up. */
export const mergeLines = (lines: readonly OrderLineRequest[]): OrderLineRequest[] => {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
};
