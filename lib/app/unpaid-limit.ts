import type { Caller } from '../contract/caller.ts';
import { scopes } from '../contract/scopes.ts';
import type { OrderSource } from '../domain/order.ts';
import { type CallOptions, limitCall } from '../platform/call-options.ts';
import type { UnpaidOrdersReader } from './ports/unpaid-orders-reader.ts';

export interface UnpaidLimitDependencies {
  readonly orders: UnpaidOrdersReader;
  /** Unpaid orders that a customer may have. */
  readonly limit: number;
  /** Bound of counting, in milliseconds. */
  readonly timeoutMs: number;
  /** Called with the reason when a customer's orders could not be counted; the limit then does not apply. */
  readonly onFailure: (reason: unknown) => void;
}

/** The facts that the limit of an order depends on. */
export interface LimitedOrder {
  readonly caller: Caller;
  readonly source?: OrderSource | undefined;
  readonly customerId: string;
}

/** The limit of unpaid orders that a customer has reached; `undefined` when they may place another order. */
export type FindReachedLimit = (order: LimitedOrder, options: CallOptions) => Promise<number | undefined>;

/** Business customers, partners and administrators pay for many orders later. */
const hasNoLimit = ({ caller, source }: LimitedOrder): boolean =>
  caller.customerType === 'business' || source === 'partner' || caller.scopes.includes(scopes.ordersAdmin);

/**
 * Limits the orders that a customer can have unpaid, so that no customer holds much stock for free. Orders placed at the
 * same moment do not see each other, so a customer may have a few more. Never fails: orders that cannot be counted do
 * not stop a sale.
 */
export const findReachedLimit =
  ({ orders, limit, timeoutMs, onFailure }: UnpaidLimitDependencies): FindReachedLimit =>
  async (order, options) => {
    if (hasNoLimit(order)) return undefined;
    try {
      const isReached = await orders.hasUnpaid(order.customerId, limit, limitCall(options, timeoutMs));
      return isReached ? limit : undefined;
    } catch (reason) {
      onFailure(reason);
      return undefined;
    }
  };
