import type { Caller } from '../contract/caller.ts';
import {
  emptyOrder,
  insufficientScope,
  invalidRequest,
  unknownProductInOrder,
} from '../contract/errors/factories.ts';
import { maxQuantity } from '../contract/limits.ts';
import { scopes } from '../contract/scopes.ts';
import { orderIdFrom } from '../domain/identifiers.ts';
import { type Order, type OrderLine, placeOrder } from '../domain/order.ts';
import { defaultOrderSource, type OrderSource } from '../domain/order-attributes.ts';
import { mergeLines, type OrderLineRequest } from '../domain/order-line-request.ts';
import type { CallOptions } from './ports/call-options.ts';
import type { Clock } from './ports/clock.ts';
import type { IdGenerator } from './ports/id-generator.ts';
import type { OrderRepository } from './ports/order-repository.ts';
import type { OrderTelemetry } from './ports/order-telemetry.ts';
import type { CatalogueEntry, ProductRepository } from './ports/product-repository.ts';

export interface CreateOrderDependencies {
  readonly orders: Pick<OrderRepository, 'insert'>;
  readonly products: Pick<ProductRepository, 'findEntries'>;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  /** Draws ULIDs. */
  readonly newUlid: IdGenerator;
}

export interface CreateOrderCommand {
  readonly caller: Caller;
  readonly items: readonly OrderLineRequest[];
  readonly source?: OrderSource | undefined;
  /** Whose order it is; the caller's own unless given. */
  readonly customerId?: string | undefined;
}

const customerOf = ({ caller, customerId = caller.id }: CreateOrderCommand): string => {
  if (customerId !== caller.id && !caller.scopes.includes(scopes.ordersAdmin)) {
    throw insufficientScope(scopes.ordersAdmin);
  }
  return customerId;
};

const requestedLines = (items: readonly OrderLineRequest[]): OrderLineRequest[] => {
  if (items.length === 0) throw emptyOrder();
  const lines = mergeLines(items);
  const tooMany = lines.find(({ quantity }) => quantity > maxQuantity);
  if (tooMany) {
    throw invalidRequest([
      { path: 'items', message: `more than ${maxQuantity} units of ${tooMany.sku} in all` },
    ]);
  }
  return lines;
};

const priced = (
  { sku, quantity }: OrderLineRequest,
  entries: ReadonlyMap<string, CatalogueEntry>,
): OrderLine => {
  const entry = entries.get(sku);
  if (!entry) throw unknownProductInOrder(sku);
  return { sku, name: entry.name, quantity, unitPrice: entry.unitPrice };
};

/**
 * Use case: a customer places an order, at the catalogue's prices.
 * @throws {ServiceError} ORD-002 on no items, PRD-001 (422) for an unknown SKU, VAL-001 for too many units,
 *   AUT-002 for another customer's order without `orders:admin`.
 */
export const createOrder =
  ({ orders, products, telemetry, clock, newUlid }: CreateOrderDependencies) =>
  async (command: CreateOrderCommand, options: CallOptions): Promise<Order> => {
    const customerId = customerOf(command);
    const requested = requestedLines(command.items);
    const entries = await products.findEntries(
      requested.map(({ sku }) => sku),
      options,
    );
    const order = placeOrder({
      id: orderIdFrom(newUlid()),
      customerId,
      lines: requested.map((line) => priced(line, entries)),
      source: command.source ?? defaultOrderSource,
      customerType: command.caller.customerType,
      now: new Date(clock()).toISOString(),
    });
    await orders.insert(order, options);
    telemetry.orderPlaced(order);
    return order;
  };
