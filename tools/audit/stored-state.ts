import { fromEventItem } from '../../lib/adapters/dynamodb/event-item.ts';
import { fromRecordItem } from '../../lib/adapters/dynamodb/idempotency-item.ts';
import {
  attemptPrefix,
  orderKey,
  refundPrefix,
  reservationKey,
  stockPrefix,
  undeliveredStateOf,
} from '../../lib/adapters/dynamodb/keys.ts';
import { fromAttemptItem, fromRefundItem } from '../../lib/adapters/dynamodb/money-items.ts';
import { fromOrderItem, fromReservationItem } from '../../lib/adapters/dynamodb/order-items.ts';
import { fromSummaryItems } from '../../lib/adapters/dynamodb/order-summary/summary-items.ts';
import {
  fromMovementItem,
  fromProductItem,
  fromStockItem,
} from '../../lib/adapters/dynamodb/product-items.ts';
import type { IdempotencyRecord } from '../../lib/app/ports/idempotency-record.ts';
import type { CustomerSummary } from '../../lib/app/ports/order-summary-store.ts';
import type { CatalogueEntry } from '../../lib/app/ports/product-repository.ts';
import { eventSortKeyPrefix } from '../../lib/contract/tables.ts';
import type { Order } from '../../lib/domain/order.ts';
import type { OrderEventBatch } from '../../lib/domain/order-event.ts';
import type { PaymentAttempt } from '../../lib/domain/payment-attempt.ts';
import type { Refund } from '../../lib/domain/refund.ts';
import type { Reservation } from '../../lib/domain/reservation.ts';
import type { StockLevel } from '../../lib/domain/stock.ts';
import type { StockMovement } from '../../lib/domain/stock-movement.ts';

/** An item as the document client reads it. */
export type Item = Readonly<Record<string, unknown>>;

/** Events of a transition, and what the outbox knows of their delivery. */
export interface StoredEvents extends OrderEventBatch {
  readonly isReceived: boolean;
  readonly isQuarantined: boolean;
}

/** Everything of one order. */
export interface StoredOrder {
  readonly order: Order;
  readonly reservation: Reservation | undefined;
  readonly attempts: readonly PaymentAttempt[];
  readonly refunds: readonly Refund[];
  /** By ascending version. */
  readonly events: readonly StoredEvents[];
  /** Sort keys of its items that scheduled jobs or an operator find by their due time. */
  readonly due: ReadonlySet<string>;
}

/** A product with the items that hold its units, and its ledger. */
export interface StoredProduct {
  readonly entry: CatalogueEntry;
  readonly levels: readonly StockLevel[];
  readonly movements: readonly StockMovement[];
}

/** The events of an order, the earliest first. */
export const eventsOf = ({ events }: Pick<StoredOrder, 'events'>) => events.flatMap((batch) => batch.events);

/** Everything that the tables of a stage hold. */
export interface StoredState {
  readonly orders: readonly StoredOrder[];
  readonly records: readonly IdempotencyRecord[];
  readonly products: readonly StoredProduct[];
  readonly summaries: ReadonlyMap<string, CustomerSummary>;
}

const skOf = (item: Item): string => String(item['sk']);
const pkOf = (item: Item): string => String(item['pk']);

const read = <T>(items: readonly Item[], prefix: string, from: (item: Item) => T): T[] =>
  items
    .filter((item) => skOf(item).startsWith(prefix))
    .sort((a, b) => (skOf(a) < skOf(b) ? -1 : 1))
    .map(from);

const toStoredEvents = (item: Item): StoredEvents => ({
  ...fromEventItem(item),
  isReceived: item['receivedAt'] !== undefined,
  isQuarantined: undeliveredStateOf(item) === 'QUARANTINED',
});

/**
 * An order from the items of its partitions; `undefined` when the order itself is not among them.
 * @throws {MalformedItemError}
 */
export const toStoredOrder = (
  items: readonly Item[],
  eventItems: readonly Item[],
): StoredOrder | undefined => {
  const order = items.find((item) => skOf(item) === orderKey('').sk);
  if (!order) return undefined;
  const reservation = items.find((item) => skOf(item) === reservationKey('').sk);
  return {
    order: fromOrderItem(order),
    reservation: reservation && fromReservationItem(reservation),
    attempts: read(items, attemptPrefix, fromAttemptItem),
    refunds: read(items, refundPrefix, fromRefundItem),
    events: read(eventItems, eventSortKeyPrefix, toStoredEvents),
    due: new Set(items.filter((item) => item['gsi2pk'] !== undefined).map(skOf)),
  };
};

/**
 * A product from the items of its partition and of its ledger; `undefined` when the product is not among them.
 * @throws {MalformedItemError}
 */
export const toStoredProduct = (
  items: readonly Item[],
  movements: readonly Item[],
): StoredProduct | undefined => {
  const [entry] = read(items, 'PRODUCT', fromProductItem);
  return (
    entry && {
      entry,
      levels: read(items, stockPrefix, fromStockItem),
      movements: movements.map(fromMovementItem),
    }
  );
};

/** Reads the tables of a stage by the schemas of the service. */
export const readStoredState = (ordersTable: readonly Item[], eventsTable: readonly Item[]): StoredState => {
  const partitions = Map.groupBy(ordersTable, pkOf);
  const eventPartitions = Map.groupBy(eventsTable, pkOf);
  const inOrders = (prefix: string) => [...partitions].filter(([pk]) => pk.startsWith(prefix));
  return {
    orders: inOrders('ORDER#').map(([pk, items]) => {
      const stored = toStoredOrder(items, eventPartitions.get(pk) ?? []);
      if (!stored)
        throw new Error(`items of no order: ${items.map((item) => `${pkOf(item)} ${skOf(item)}`)}`);
      return stored;
    }),
    records: inOrders('IDEM#').flatMap(([, items]) => items.map(fromRecordItem)),
    products: inOrders('PRODUCT#').flatMap(([pk, items]) => {
      const movements = partitions.get(pk.replace('PRODUCT#', 'MOVEMENTS#')) ?? [];
      return toStoredProduct(items, movements) ?? [];
    }),
    summaries: new Map(
      inOrders('SUMMARY#').flatMap(([, items]) => {
        const summary = fromSummaryItems(items);
        return summary ? [[summary.customerId, summary] as const] : [];
      }),
    ),
  };
};
