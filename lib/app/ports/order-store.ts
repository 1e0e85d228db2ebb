import type { Money } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderEventBatch } from '../../domain/order-event.ts';
import type { OrderStatus } from '../../domain/order-status.ts';
import type { AttemptState, PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { Refund, RefundState } from '../../domain/refund.ts';
import type { Reservation, ReservationState } from '../../domain/reservation.ts';
import type { StockAllocation, StockLevel } from '../../domain/stock.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { IdempotencyRecord } from './idempotency-record.ts';

/** Units to take from a stock item, provided that it has them and sells them as this version of the product. */
export interface StockTake extends StockAllocation {
  readonly version: number;
  readonly unitPrice: Money;
}

/** A try of a customer to pay within a window of time, from `windowStart` to `windowEnd` (RFC 3339). */
export interface PaymentTry {
  readonly customerId: string;
  readonly windowStart: string;
  readonly windowEnd: string;
  /** Tries that the customer has in a window. */
  readonly limit: number;
}

/** Everything that one command changes. All of it is stored, or nothing. */
export interface OrderCommit {
  /** New state of the order; `expectedRevision` is that of the state it was made from, absent for a new order. */
  readonly order?: { readonly next: Order; readonly expectedRevision?: number };
  readonly event?: OrderEventBatch;
  /** Absent `expectedState` for a new reservation. */
  readonly reservation?: { readonly next: Reservation; readonly expectedState?: ReservationState };
  readonly take?: readonly StockTake[];
  readonly giveBack?: readonly StockAllocation[];
  /** Absent `expected` for a new attempt. */
  readonly attempt?: {
    readonly next: PaymentAttempt;
    readonly expected?: { readonly state: AttemptState; readonly leaseOwner: string };
  };
  /** Absent `expected` for a new refund. */
  readonly refund?: {
    readonly next: Refund;
    readonly expected?: { readonly state: RefundState; readonly leaseOwner: string };
  };
  /** One more try of a customer to pay, as long as `limit` is not reached in its window. */
  readonly paymentTry?: PaymentTry;
  /**
   * Stored if there is no record with its id, or only one past its window, or the running one of `replaces`.
   * `now` (RFC 3339) is what the window of an old record is held against.
   */
  readonly idempotency?: {
    readonly record: IdempotencyRecord;
    readonly now: string;
    readonly replaces?: { readonly leaseOwner: string };
  };
}

/** One stock item of a product. */
export type StockItemId = Pick<StockAllocation, 'sku' | 'shard'>;

/** Why a commit was refused. Nothing of it was stored. */
export type CommitFailure =
  /** Another transaction held items of the commit, these stock items among them. Only of a commit that takes units. */
  | { readonly kind: 'contention'; readonly stock: readonly StockItemId[] }
  | { readonly kind: 'idempotency'; readonly existing: IdempotencyRecord }
  /** The stock item as it is: too few units, another version or price of the product, or absent. */
  | {
      readonly kind: 'stock';
      readonly sku: string;
      readonly shard: number;
      readonly level: StockLevel | undefined;
    }
  /** The order exists already, or has changed since it was read. */
  | { readonly kind: 'order' }
  | { readonly kind: 'reservation' }
  | { readonly kind: 'attempt' }
  | { readonly kind: 'refund' }
  /** The customer has tried to pay as often as they may. */
  | { readonly kind: 'payment-try' };

/** Orders in the order of their list. A page may have fewer than it may have, and not be the last one. */
export interface OrderPage {
  readonly orders: readonly Order[];
  /** Id after which the next page begins; absent on the last page. */
  readonly nextAfter?: string;
}

/** The attempts to pay an order and its refunds, each by number. */
export interface MoneyOfOrder {
  readonly attempts: readonly PaymentAttempt[];
  readonly refunds: readonly Refund[];
}

/** The orders of all customers with a status. */
export interface StatusListQuery {
  readonly status: OrderStatus;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** A customer's orders, all or those with a status. */
export interface OrderListQuery extends Omit<StatusListQuery, 'status'> {
  readonly customerId: string;
  readonly status?: OrderStatus | undefined;
}

/**
 * Work that waits for a time: unpaid orders to expire; payment attempts and refunds to reconcile (`PAYMENT`), or stuck
 * until an operator decides (`ATTENTION`, due since then).
 */
export type DueWork = 'EXPIRY' | 'PAYMENT' | 'ATTENTION';

/** Due work, known by the keys of its item alone: an item that cannot be read is found as well. */
export interface DueItem {
  readonly work: DueWork;
  readonly orderId: string;
  /** Number of the payment attempt or of the refund; both are absent for an order. */
  readonly attempt?: number;
  readonly refund?: number;
  /** When it became due for the first time (RFC 3339), however often it was put off since. */
  readonly dueSince: string;
}

export interface OrderStore {
  /**
   * Stores a command's changes in one transaction.
   * @returns why it was refused; empty when it is stored.
   */
  commit(commit: OrderCommit, options: CallOptions): Promise<readonly CommitFailure[]>;

  /** Each of these sees every commit that was confirmed before, and answers `undefined` when there is none. */
  findOrder(orderId: string, options: CallOptions): Promise<Order | undefined>;
  findReservation(orderId: string, options: CallOptions): Promise<Reservation | undefined>;
  findAttempt(orderId: string, number: number, options: CallOptions): Promise<PaymentAttempt | undefined>;
  findRefund(orderId: string, number: number, options: CallOptions): Promise<Refund | undefined>;
  /** All attempts to pay an order, and all of its refunds, by number. */
  listAttempts(orderId: string, options: CallOptions): Promise<readonly PaymentAttempt[]>;
  listRefunds(orderId: string, options: CallOptions): Promise<readonly Refund[]>;
  /** Both, by one read. */
  listMoney(orderId: string, options: CallOptions): Promise<MoneyOfOrder>;
  findRecord(recordId: string, options: CallOptions): Promise<IdempotencyRecord | undefined>;
  findEvents(orderId: string, options: CallOptions): Promise<readonly OrderEventBatch[]>;
  /** All stock items of a product, by ascending shard. */
  findStock(sku: string, options: CallOptions): Promise<readonly StockLevel[]>;

  /** A customer's orders, newest first. May miss what was committed a moment ago. */
  listOrders(query: OrderListQuery, options: CallOptions): Promise<OrderPage>;
  /** All customers' orders with a status, oldest first. May miss what was committed a moment ago. */
  listOrdersByStatus(query: StatusListQuery, options: CallOptions): Promise<OrderPage>;
  /** Work that is due at `now` (RFC 3339), in order of due time. May be a moment behind. */
  listDue(work: DueWork, now: string, options: CallOptions): AsyncIterable<DueItem>;
  /** Moves the due time of an item to `until` (RFC 3339). Changes nothing when it is no longer due by then. */
  putOff(item: DueItem, until: string, options: CallOptions): Promise<void>;
}
