import { monotonicFactory } from 'ulid';
import { createDynamoOrderStore } from '../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { type CreateOrderCommand, createOrder } from '../../../lib/app/create-order.ts';
import type { CatalogueEntry } from '../../../lib/app/ports/product-repository.ts';
import { ServiceError } from '../../../lib/contract/errors/factories.ts';
import type { ErrorCode } from '../../../lib/contract/errors/registry.ts';
import { spreadStock } from '../../../lib/domain/stock.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../../../lib/platform/aws/aws-failure.ts';
import { createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { withDeadline } from '../../../lib/platform/resilience/deadline.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { respondCreated } from '../../../lib/presenters/present-order.ts';
import { createModelledTable, type TableModel } from './modelled-table.ts';
import { seededRandom, untilNext } from './seeded-random.ts';
import { createVirtualTime } from './virtual-time.ts';

export interface Sale extends TableModel {
  readonly seed: number;
  readonly stockShards: number;
  /** Units for sale; by default more than all buyers can buy. */
  readonly units?: number;
  /** Customers who order at the first moment, all at once. */
  readonly buyersAtOnce?: number;
  /** Orders of one product that customers send in a second. */
  readonly offeredPerSecond: number;
  /** Not counted: the environments start, and have saved up no retries yet. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

export interface SaleResult {
  readonly offered: number;
  readonly accepted: number;
  /** Orders that ended with an error, by its code. */
  readonly errors: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Transactions that met another one. */
  readonly conflicts: number;
  /** Of the accepted orders, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Units left at the end. */
  readonly left: number;
}

const sku = 'POPULAR-1';
const invocationMs = 10_000;
const reserveMs = 500;
const plenty = 1_000_000_000;

/** A sale of one popular product: the service's own code, on a modelled table, in virtual time. */
export const simulateSale = async (sale: Sale): Promise<SaleResult> => {
  const random = seededRandom(sale.seed);
  const scheduler = createVirtualTime(Date.UTC(2026, 6, 1));
  const entry: CatalogueEntry = {
    sku,
    name: 'Popular product',
    unitPrice: { amount: 1_000, currency: 'USD' },
    version: 1,
    discontinued: false,
    stockShards: sale.stockShards,
    minStockShards: sale.stockShards,
  };
  const { unitPrice } = entry;
  const levels = spreadStock(sale.units ?? plenty, sale.stockShards).map((available, shard) => ({
    sku,
    shard,
    available,
    unitPrice,
    version: 1,
    stockShards: sale.stockShards,
  }));
  const table = createModelledTable(sale, levels, scheduler, random);
  const entries = async () => new Map([[sku, entry]]);
  const retryOnConflict = createRetryOnConflict({ scheduler, random });

  /** One environment: one request at a time, and a retry budget of its own. */
  const startEnvironment = () => {
    const policy = createDependencyPolicy({
      name: 'dynamodb',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 2_500,
      scheduler,
      random,
    });
    return createOrder({
      store: createDynamoOrderStore({
        client: createDynamoClient(table.client, policy, { retry: retryOnConflict, onConflict: () => {} }),
        ordersTable: 'orders',
        eventsTable: 'events',
      }),
      catalogue: { entries, refresh: entries },
      // Every order is of another customer.
      findReachedLimit: async () => undefined,
      telemetry: { orderPlaced: () => {}, orderChanged: () => {} },
      clock: () => Math.floor(scheduler.now()),
      retryOnConflict,
      markContention: async () => {},
      newUlid: monotonicFactory(random),
      paymentWindowMs: 900_000,
      respond: respondCreated,
    });
  };

  const free: ReturnType<typeof startEnvironment>[] = [];
  const countsFrom = scheduler.now() + sale.warmUpSeconds * 1_000;
  const end = countsFrom + sale.seconds * 1_000;
  const latenciesMs: number[] = [];
  const errors: Partial<Record<ErrorCode, number>> = {};
  let offered = 0;

  const place = async (customer: string): Promise<void> => {
    const start = scheduler.now();
    const place = free.pop() ?? startEnvironment();
    const command: CreateOrderCommand = {
      caller: { id: customer, scopes: ['orders:write'], customerType: 'standard' },
      correlationId: `order-of-${customer}`,
      claim: { recordId: `record-of-${customer}`, fingerprint: 'f', owner: `owner-of-${customer}` },
      items: [{ sku, quantity: 1 }],
    };
    const counts = start >= countsFrom;
    if (counts) offered += 1;
    try {
      await withDeadline({ remainingMs: invocationMs, reserveMs, scheduler }, (options) =>
        place(command, options),
      );
      if (counts) latenciesMs.push(scheduler.now() - start);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (counts) errors[error.code] = (errors[error.code] ?? 0) + 1;
    } finally {
      free.push(place);
    }
  };

  const failures: unknown[] = [];
  const begin = (customer: string) =>
    place(customer).catch((error: unknown) => {
      failures.push(error);
    });
  const arrive = (number: number) => {
    if (scheduler.now() >= end) return;
    void begin(`customer-${number}`);
    scheduler.after(untilNext(random, sale.offeredPerSecond / 1_000), () => arrive(number + 1));
  };
  for (let number = 1; number <= (sale.buyersAtOnce ?? 0); number += 1) void begin(`buyer-${number}`);
  if (sale.offeredPerSecond > 0) arrive(1);
  await scheduler.runUntil(countsFrom);
  const conflictsBefore = table.counts.conflicts;
  await scheduler.runUntil(end);
  const conflicts = table.counts.conflicts - conflictsBefore;
  // Those under way are finished, but no new ones come.
  await scheduler.runUntil(end + invocationMs);
  if (failures.length > 0) throw failures[0];
  const left = table.left().reduce((sum, units) => sum + units, 0);
  return { offered, accepted: latenciesMs.length, errors, conflicts, latenciesMs, left };
};
