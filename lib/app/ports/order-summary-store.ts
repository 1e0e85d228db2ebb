import type { Currency, Money } from '../../domain/money.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { OrderStatus } from '../../domain/order-status.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** The transition of an order to a version. */
export interface OrderVersion {
  readonly orderId: string;
  readonly orderVersion: number;
}

/** Which event of an order: the `n`-th, from 1, of its transition to a version. */
export interface EventPosition extends OrderVersion {
  readonly n: number;
}

/** An order as its summarized events left it. */
export interface SummarizedOrder {
  readonly status: OrderStatus;
  /** Whether money was taken for it. */
  readonly isPaid: boolean;
  readonly total: Money;
  /**
   * Money refunded of it, in minor units. Absent: nothing, or all that was paid for an order whose cancellation was
   * summarized up to November 2026.
   */
  readonly refunded?: number | undefined;
}

/** How far an order's events have been summarized. */
export interface OrderProgress {
  readonly last: EventPosition;
  /** Whether the last event was also the last one of its version. */
  readonly isComplete: boolean;
  /** Absent while none of its events could be understood. */
  readonly order?: SummarizedOrder | undefined;
}

/** In minor units. */
export interface SummaryAmounts {
  readonly currency: Currency;
  /** Of all orders that were placed. */
  readonly ordered: number;
  /** Taken for them. */
  readonly paid: number;
  /** The refunds that succeeded. */
  readonly refunded: number;
}

/** The read model of a customer's orders. */
export interface CustomerSummary {
  readonly customerId: string;
  /** Number of orders by their present status. */
  readonly orders: Readonly<Record<OrderStatus, number>>;
  /** One for each currency that was ever ordered in. */
  readonly amounts: readonly SummaryAmounts[];
  readonly paymentFailures: number;
  /** RFC 3339, UTC; when the newest order was placed. */
  readonly lastOrderAt?: string | undefined;
  /** RFC 3339, UTC; when the summary was last changed. */
  readonly updatedAt?: string | undefined;
}

/** The change of a customer's summary by one event; numbers may be negative, absent ones are 0. */
export interface SummaryChange {
  readonly customerId: string;
  readonly orders: Partial<Record<OrderStatus, number>>;
  readonly amounts: SummaryAmounts;
  readonly paymentFailures: number;
  /** When the order was placed, of an order that is new to the summary. */
  readonly placedAt?: string | undefined;
}

/** One event and all that follows from it. */
export interface SummaryEntry {
  readonly event: EventPosition;
  /** Whether the event is the last one of its version. */
  readonly isComplete: boolean;
  readonly order?: SummarizedOrder | undefined;
  /** Absent for an event without an effect. */
  readonly change?: SummaryChange | undefined;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
}

/** A version in the outbox. */
export interface StoredVersion extends OrderVersion {
  /** Number of its events. It never changes. */
  readonly size: number;
  /** Its events, without those that this version of the service does not know. */
  readonly events: readonly OrderEvent[];
  /** Whether it has a receipt, so that it is not published again. */
  readonly isReceived: boolean;
}

/** The progress of an order as it was found. */
export interface FoundProgress {
  /** Absent for an order of which no event was recorded. */
  readonly progress?: OrderProgress | undefined;
  /**
   * Stores the order's progress and the change of the summary, both or neither.
   * @returns `false`, and stores nothing, when something has changed since the progress was found: it must be found
   *   again, to see whether the entry is still the next one.
   */
  record(entry: SummaryEntry, options: CallOptions): Promise<boolean>;
}

export interface OrderSummaryStore {
  /**
   * Sees every entry that was recorded before.
   * @param customerId of the order; `undefined` if the event lacks it.
   */
  findProgress(orderId: string, customerId: string | undefined, options: CallOptions): Promise<FoundProgress>;
  /** A version as the outbox has it; `undefined` if it has none. Strongly consistent. */
  findStored(version: OrderVersion, options: CallOptions): Promise<StoredVersion | undefined>;
  /** Sees every entry that was recorded before; `undefined` for a customer without any. */
  findSummary(customerId: string, options: CallOptions): Promise<CustomerSummary | undefined>;
}
