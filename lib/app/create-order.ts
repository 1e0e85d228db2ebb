import { insufficientScope, tooManyUnpaidOrders } from '../contract/errors/factories.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import { scopes } from '../contract/scopes.ts';
import { orderIdFrom } from '../domain/identifiers.ts';
import {
  type CustomerType,
  defaultCustomerType,
  defaultOrderSource,
  type Order,
  type OrderLine,
  type OrderLineRequest,
  type OrderSource,
  placeOrder,
} from '../domain/order.ts';
import { eventsOf } from '../domain/order-event.ts';
import { orderCreated } from '../domain/order-fact.ts';
import { holdStock } from '../domain/reservation.ts';
import type { StockAllocation } from '../domain/stock.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import type { Catalogue } from './cached-catalogue.ts';
import {
  answerBefore,
  type CommandResult,
  causeOf,
  completedRecord,
  type IdempotentCommand,
} from './idempotent-command.ts';
import type { CommitFailure, OrderCommit, OrderStore, StockTake } from './ports/order-store.ts';
import type { OrderTelemetry } from './ports/telemetry.ts';
import { pricedLines, requestedLines } from './priced-lines.ts';
import { conflictsToMark, type MarkContention } from './split-stock.ts';
import { contendedStock, planOptimistically, replan, takesOf } from './stock-plan.ts';
import type { FindReachedLimit } from './unpaid-limit.ts';

export interface CreateOrderDependencies {
  readonly store: Pick<OrderStore, 'commit' | 'findRecord' | 'findStock'>;
  readonly catalogue: Catalogue;
  readonly findReachedLimit: FindReachedLimit;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  readonly markContention: MarkContention;
  /** Draws ULIDs of a time, in milliseconds since 1970. */
  readonly newUlid: (now: number) => string;
  /** How long an order may stay unpaid, in milliseconds. */
  readonly paymentWindowMs: number;
  /** The answer that a client gets for a new order. */
  readonly respond: (order: Order) => StoredResponse;
}

export interface CreateOrderCommand extends IdempotentCommand {
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

/** The token describes its own subject only: an order for another customer is a standard one. */
const customerTypeOf = ({ caller }: CreateOrderCommand, customerId: string): CustomerType =>
  customerId === caller.id ? caller.customerType : defaultCustomerType;

const allocationOf = ({ sku, shard, quantity }: StockTake): StockAllocation => ({ sku, shard, quantity });

const commitOf = (
  order: Order,
  take: readonly StockTake[],
  command: CreateOrderCommand,
  response: StoredResponse,
  now: number,
) =>
  ({
    order: { next: order },
    event: eventsOf(order, [orderCreated(order)], causeOf(command, command.claim.recordId)),
    reservation: { next: holdStock(order.id, take.map(allocationOf), order.updatedAt) },
    take,
    idempotency: { record: completedRecord(command.claim, response, now), now: new Date(now).toISOString() },
  }) satisfies OrderCommit;

/**
 * Use case: a customer places an order, at the catalogue's prices. Order, stock, event and idempotency record
 * are one write, which also verifies the prices: with a warm catalogue it is the only one.
 * @throws {ServiceError} ORD-002 on no items, ORD-004 on too little stock, PRD-001 (422) for an unknown SKU,
 *   VAL-001 for too many units or several currencies, AUT-002 for another customer's order without `orders:admin`,
 *   IDM-002, ORD-006 when the gateway cannot charge the total, ORD-007 when the customer has reached the limit of unpaid
 *   orders, ORD-008, SYS-004 when other orders keep taking the stock that was found.
 */
export const createOrder =
  ({
    store,
    catalogue,
    findReachedLimit,
    telemetry,
    clock,
    retryOnConflict,
    markContention,
    newUlid,
    paymentWindowMs,
    respond,
  }: CreateOrderDependencies) =>
  async (command: CreateOrderCommand, options: CallOptions): Promise<CommandResult> => {
    const { claim } = command;
    const customerId = customerOf(command);
    const requested = requestedLines(command.items);
    const skus = requested.map(({ sku }) => sku);
    // Lists go by the id and show this time: the two must have the same order.
    const placedAt = clock();
    const id = orderIdFrom(newUlid(placedAt));
    const [found, reachedLimit] = await Promise.all([
      catalogue.entries(skus, options),
      findReachedLimit({ ...command, customerId }, options),
    ]);
    /** Earlier answer to this request, when it is refused without a commit. */
    const findAnswer = async (options: CallOptions): Promise<CommandResult | undefined> =>
      answerBefore(await store.findRecord(claim.recordId, options), claim, clock());
    if (reachedLimit !== undefined) {
      // An order that counts towards the limit may be the one that this request placed.
      const answer = await findAnswer(options);
      if (answer) return answer;
      throw tooManyUnpaidOrders(reachedLimit);
    }
    let entries = found;
    let plan = planOptimistically(id, requested, entries);
    let failures: readonly CommitFailure[] = [];
    const conflicts = new Map<string, number>();

    /** The lines at prices that can be sold, or the answer of before. Only current prices refuse an order. */
    const sellableLines = async (options: CallOptions): Promise<readonly OrderLine[] | CommandResult> => {
      try {
        return pricedLines(requested, entries);
      } catch {
        const answer = await findAnswer(options);
        if (answer) return answer;
        entries = new Map([...entries, ...(await catalogue.refresh(skus, options))]);
        return pricedLines(requested, entries);
      }
    };

    const place = async (options: CallOptions): Promise<CommandResult> => {
      if (failures.length > 0) {
        const refused = { id, requested, entries, plan, failures };
        ({ entries, plan } = await replan(refused, { store, catalogue }, options));
      }
      const lines = await sellableLines(options);
      if ('response' in lines) return lines;
      const order = placeOrder({
        id,
        customerId,
        lines,
        source: command.source ?? defaultOrderSource,
        customerType: customerTypeOf(command, customerId),
        now: new Date(placedAt).toISOString(),
        expiresAt: new Date(placedAt + paymentWindowMs).toISOString(),
      });
      const response = respond(order);
      failures = await store.commit(
        commitOf(order, takesOf(order, plan, entries), command, response, clock()),
        options,
      );
      if (failures.length === 0) {
        telemetry.orderPlaced(order);
        return { response, replayed: false };
      }
      for (const { sku } of contendedStock(failures)) conflicts.set(sku, (conflicts.get(sku) ?? 0) + 1);
      const earlier = failures.find((failure) => failure.kind === 'idempotency')?.existing;
      const answer = answerBefore(earlier, claim, clock());
      if (answer) return answer;
      throw new ConflictError();
    };
    try {
      return await retryOnConflict(`the stock of ${skus.join(', ')}`, place, options);
    } finally {
      const contended = skus.filter((sku) => (conflicts.get(sku) ?? 0) >= conflictsToMark);
      if (contended.length > 0) await markContention(contended, options);
    }
  };
