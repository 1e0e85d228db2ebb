import type { Caller } from '../contract/caller.ts';
import { insufficientScope, invalidRequest } from '../contract/errors/factories.ts';
import { scopes } from '../contract/routes.ts';
import type { Order } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { CursorCodec } from './ports/cursor-codec.ts';
import type { OrderStore } from './ports/order-store.ts';

export interface ListOrdersQuery {
  readonly caller: Caller;
  readonly status?: OrderStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Whose orders; the caller's own unless given. */
  readonly customerId?: string | undefined;
}

export interface OrderList {
  readonly orders: readonly Order[];
  readonly nextCursor?: string;
}

export interface ListOrdersDependencies {
  readonly store: Pick<OrderStore, 'listOrders'>;
  readonly cursors: CursorCodec;
}

/**
 * Use case: a customer's orders, newest first, a page at a time.
 * @throws {ServiceError} AUT-002 for another customer's without `orders:admin`, VAL-001 on a cursor that was not
 *   given to this caller for this list.
 */
export const listOrders =
  ({ store, cursors }: ListOrdersDependencies) =>
  async (query: ListOrdersQuery, options: CallOptions): Promise<OrderList> => {
    const { caller, status, limit, cursor, customerId = caller.id } = query;
    if (customerId !== caller.id && !caller.scopes.includes(scopes.ordersAdmin)) {
      throw insufficientScope(scopes.ordersAdmin);
    }
    const scope = { callerId: caller.id, list: JSON.stringify(['orders', customerId, status ?? null]) };
    const after = cursor === undefined ? undefined : await cursors.decode(cursor, scope, options);
    if (cursor !== undefined && after === undefined) {
      throw invalidRequest([{ path: 'cursor', message: 'invalid cursor for this list' }]);
    }
    const page = await store.listOrders({ customerId, status, limit, after }, options);
    return {
      orders: page.orders,
      ...(page.nextAfter !== undefined && {
        nextCursor: await cursors.encode(page.nextAfter, scope, options),
      }),
    };
  };
