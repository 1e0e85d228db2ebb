import type { OrderCommit, PaymentTry } from '../../lib/app/ports/order-store.ts';
import type { CatalogueEntry } from '../../lib/app/ports/product-repository.ts';
import type { Order } from '../../lib/domain/order.ts';
import type { OrderEventBatch } from '../../lib/domain/order-event.ts';
import type { PaymentAttempt } from '../../lib/domain/payment-attempt.ts';
import type { Refund } from '../../lib/domain/refund.ts';
import type { Reservation } from '../../lib/domain/reservation.ts';
import type { StockLevel } from '../../lib/domain/stock.ts';
import type { StockMovement } from '../../lib/domain/stock-movement.ts';

export type IdempotencyRecord = NonNullable<OrderCommit['idempotency']>['record'];

/** All that is stored. Values in it are never changed, only replaced. */
export interface MemoryState {
  /** By SKU. */
  readonly products: Map<string, CatalogueEntry>;
  /** By SKU; a level's place is its shard. */
  readonly stock: Map<string, readonly StockLevel[]>;
  /** Availability that the list shows, by SKU. */
  readonly listed: Map<string, number>;
  /** By SKU. */
  readonly movements: Map<string, readonly StockMovement[]>;
  readonly orders: Map<string, Order>;
  /** By order id. */
  readonly reservations: Map<string, Reservation>;
  /** By order id, then number. */
  readonly attempts: Map<string, ReadonlyMap<number, PaymentAttempt>>;
  /** By order id, then number. */
  readonly refunds: Map<string, ReadonlyMap<number, Refund>>;
  /** By order id, then version. */
  readonly events: Map<string, ReadonlyMap<number, OrderEventBatch>>;
  readonly records: Map<string, IdempotencyRecord>;
  /** Tries to pay, by customer and window. */
  readonly paymentTries: Map<string, number>;
}

export const triesId = ({ customerId, windowStart }: PaymentTry): string => `${customerId} ${windowStart}`;

export const emptyState = (): MemoryState => ({
  products: new Map(),
  stock: new Map(),
  listed: new Map(),
  movements: new Map(),
  orders: new Map(),
  reservations: new Map(),
  attempts: new Map(),
  refunds: new Map(),
  events: new Map(),
  records: new Map(),
  paymentTries: new Map(),
});
