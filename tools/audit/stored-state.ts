import { fromEventItem } from '../../lib/adapters/dynamodb/event-item.ts';
import { fromRecordItem } from '../../lib/adapters/dynamodb/idempotency-item.ts';
import { attemptPrefix, refundPrefix, stockPrefix } from '../../lib/adapters/dynamodb/keys.ts';
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

type Item = Readonly<Record<string, unknown>>;

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
}

/** The events of an order by version. */
export const eventsOf = ({ events }: Pick<StoredOrder, 'events'>) => events.flatMap((batch) => batch.events);

/** Everything that the tables of a stage hold. */
export interface StoredState {
  readonly orders: readonly StoredOrder[];
  readonly records: readonly IdempotencyRecord[];
  readonly products: readonly CatalogueEntry[];
  readonly stock: readonly StockLevel[];
  readonly movements: readonly StockMovement[];
  readonly summaries: ReadonlyMap<string, CustomerSummary>;
}

const skOf = (item: Item): string => String(item['sk']);
const pkOf = (item: Item): string => String(item['pk']);

const toStoredEvents = (item: Item): StoredEvents => ({
  ...fromEventItem(item),
  isReceived: item['receivedAt'] !== undefined,
  isQuarantined: String(item['gsi1pk']).startsWith('QUARANTINED'),
});

/** Reads the tables of a stage by the schemas of the service. */
export const readStoredState = (ordersTable: readonly Item[], eventsTable: readonly Item[]): StoredState => {
  const partitions = Map.groupBy(ordersTable, pkOf);
  const eventPartitions = Map.groupBy(
    eventsTable.filter((item) => skOf(item).startsWith(eventSortKeyPrefix)),
    pkOf,
  );
  const inOrders = (prefix: string) =>
    [...partitions].filter(([pk]) => pk.startsWith(prefix)).map(([, items]) => items);
  const of = <T>(items: readonly Item[], prefix: string, read: (item: Item) => T): T[] =>
    items
      .filter((item) => skOf(item).startsWith(prefix))
      .sort((a, b) => (skOf(a) < skOf(b) ? -1 : 1))
      .map(read);

  const orders = inOrders('ORDER#').map((items): StoredOrder => {
    const [order] = of(items, 'ORDER', fromOrderItem);
    if (!order) throw new Error(`items of no order: ${items.map((item) => `${pkOf(item)} ${skOf(item)}`)}`);
    const [reservation] = of(items, 'RESERVATION', fromReservationItem);
    return {
      order,
      reservation,
      attempts: of(items, attemptPrefix, fromAttemptItem),
      refunds: of(items, refundPrefix, fromRefundItem),
      events: of(eventPartitions.get(`ORDER#${order.id}`) ?? [], eventSortKeyPrefix, toStoredEvents),
    };
  });
  const products = inOrders('PRODUCT#').flat();
  return {
    orders,
    records: inOrders('IDEM#').flat().map(fromRecordItem),
    products: of(products, 'PRODUCT', fromProductItem),
    stock: of(products, stockPrefix, fromStockItem),
    movements: inOrders('MOVEMENTS#').flat().map(fromMovementItem),
    summaries: new Map(
      inOrders('SUMMARY#').flatMap((items) => {
        const summary = fromSummaryItems(items);
        return summary ? [[summary.customerId, summary] as const] : [];
      }),
    ),
  };
};
