import type { Caller } from '../contract/caller.ts';
import { insufficientScope, invalidRequest } from '../contract/errors/factories.ts';
import { invalidCursor } from '../contract/schemas/list-query-schemas.ts';
import { scopes } from '../contract/scopes.ts';
import type { Order } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { CursorCodec } from './ports/cursor-codec.ts';
import type { OrderPage, OrderStore } from './ports/order-store.ts';

export interface ListOrdersQuery {
  readonly caller: Caller;
  readonly status?: OrderStatus | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Whose orders; the caller's own unless given. */
  readonly customerId?: string | undefined;
  /** `true`: the orders of all customers with a status. */
  readonly allCustomers?: 'true' | undefined;
}

export interface OrderList {
  readonly orders: readonly Order[];
  readonly nextCursor?: string;
}

export interface ListOrdersDependencies {
  readonly store: Pick<OrderStore, 'listOrders' | 'listOrdersByStatus'>;
  readonly cursors: CursorCodec;
}

/** Reads a page of a list. */
type ReadPage = (
  page: { readonly limit: number; readonly after: string | undefined },
  options: CallOptions,
) => Promise<OrderPage>;

interface SelectedList {
  /** The list and its filter, in words that are equal for equal lists. */
  readonly name: readonly (string | null)[];
  readonly readPage: ReadPage;
}

const selectList = (store: ListOrdersDependencies['store'], query: ListOrdersQuery): SelectedList => {
  const { caller, status, customerId = caller.id, allCustomers } = query;
  if (allCustomers === undefined) {
    return {
      name: ['orders', customerId, status ?? null],
      readPage: (page, options) => store.listOrders({ customerId, status, ...page }, options),
    };
  }
  if (status === undefined) {
    throw invalidRequest([{ path: 'status', message: 'is required with allCustomers' }]);
  }
  if (query.customerId !== undefined) {
    throw invalidRequest([{ path: 'customerId', message: 'is not allowed with allCustomers' }]);
  }
  return {
    name: ['orders of all customers', status],
    readPage: (page, options) => store.listOrdersByStatus({ status, ...page }, options),
  };
};

/**
 * Use case: orders, a page at a time: those of one customer, newest first, or those of all customers with a status,
 * oldest first. A page can have fewer orders than `limit` before the last one: an order whose status has just changed
 * is left out.
 * @throws {ServiceError} AUT-002 for others' without `orders:admin`; VAL-001 for those of all customers without a
 *   status or with a customer, and on a cursor that was not given to this caller for this list.
 */
export const listOrders =
  ({ store, cursors }: ListOrdersDependencies) =>
  async (query: ListOrdersQuery, options: CallOptions): Promise<OrderList> => {
    const { caller, limit, cursor, customerId = caller.id, allCustomers } = query;
    const isOwn = customerId === caller.id && allCustomers === undefined;
    if (!isOwn && !caller.scopes.includes(scopes.ordersAdmin)) {
      throw insufficientScope(scopes.ordersAdmin);
    }
    const { name, readPage } = selectList(store, query);
    const scope = { callerId: caller.id, list: JSON.stringify(name) };
    const after = cursor === undefined ? undefined : await cursors.decode(cursor, scope, options);
    if (cursor !== undefined && after === undefined) {
      throw invalidRequest([{ path: 'cursor', message: invalidCursor }]);
    }
    const page = await readPage({ limit, after }, options);
    return {
      orders: page.orders,
      ...(page.nextAfter !== undefined && {
        nextCursor: await cursors.encode(page.nextAfter, scope, options),
      }),
    };
  };
