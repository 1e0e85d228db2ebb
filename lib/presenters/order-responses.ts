import { pathTo } from '../contract/path-to.ts';
import type { StoredResponse } from '../contract/stored-response.ts';
import type { Order } from '../domain/order.ts';
import { accepted, created, ok } from '../platform/response.ts';
import { presentOrder } from './present-order.ts';

const locationOf = ({ id }: Order): string => pathTo('get-order', { orderId: id });

/** Seconds after which it is worth asking again how a payment ended. */
const askAgainAfterSeconds = 5;

export const respondCreated = (order: Order): StoredResponse =>
  created(presentOrder(order), locationOf(order));

export const respondOk = (order: Order): StoredResponse => ok(presentOrder(order));

/** Nobody knows yet whether the order is paid: the order as it is, and where to ask again. */
export const respondUndecided = (order: Order): StoredResponse =>
  accepted(
    { ...presentOrder(order), payment: { status: 'unknown' } },
    locationOf(order),
    askAgainAfterSeconds,
  );
