import type { Currency } from '../domain/money.ts';
import { type OrderStatus, orderStatuses } from '../domain/order-status.ts';

interface Summary {
  readonly customerId: string;
  readonly orders: Readonly<Record<OrderStatus, number>>;
  readonly amounts: readonly {
    readonly currency: Currency;
    readonly ordered: number;
    readonly paid: number;
    readonly refunded: number;
  }[];
  readonly paymentFailures: number;
  readonly lastOrderAt?: string | undefined;
  readonly updatedAt?: string | undefined;
}

/** A customer's summary as clients see it. */
export const presentCustomerSummary = ({
  customerId,
  orders,
  amounts,
  paymentFailures,
  lastOrderAt,
  updatedAt,
}: Summary) => ({
  customerId,
  orders: {
    total: orderStatuses.reduce((total, status) => total + orders[status], 0),
    ...Object.fromEntries(orderStatuses.map((status) => [status, orders[status]])),
  },
  amounts: amounts.map(({ currency, ordered, paid, refunded }) => ({
    ordered: { amount: ordered, currency },
    paid: { amount: paid, currency },
    refunded: { amount: refunded, currency },
  })),
  paymentFailures,
  ...(lastOrderAt !== undefined && { lastOrderAt }),
  ...(updatedAt !== undefined && { updatedAt }),
});
