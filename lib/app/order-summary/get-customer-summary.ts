import type { Caller } from '../../contract/caller.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { CustomerSummary, OrderSummaryStore } from '../ports/order-summary-store.ts';

export interface GetCustomerSummaryDependencies {
  readonly store: Pick<OrderSummaryStore, 'findSummary'>;
}

const noOrders = { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 } as const;

/** Use case: what has become of the caller's orders, by the events that have come over the bus so far. */
export const getCustomerSummary =
  ({ store }: GetCustomerSummaryDependencies) =>
  async ({ caller: { id } }: { readonly caller: Caller }, options: CallOptions): Promise<CustomerSummary> =>
    (await store.findSummary(id, options)) ?? {
      customerId: id,
      orders: noOrders,
      amounts: [],
      paymentFailures: 0,
    };
