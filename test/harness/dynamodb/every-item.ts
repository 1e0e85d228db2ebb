import { createDynamoCanaryStore } from '../../../lib/adapters/dynamodb/canary/dynamo-canary-store.ts';
import { createDynamoOrderStore } from '../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockContention } from '../../../lib/adapters/dynamodb/dynamo-stock-contention.ts';
import { createDynamoStockLedger } from '../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createDynamoOrderSummaryStore } from '../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoEventOutbox } from '../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoReceiptStore } from '../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { countOrderEvent } from '../../../lib/adapters/telemetry/count-order-event.ts';
import { readOrderEvent } from '../../../lib/app/order-summary/delivered-order-event.ts';
import { orderEventSteps } from '../../../lib/app/order-summary/summarize-order-event.ts';
import { noCursor } from '../../../lib/app/ports/event-outbox.ts';
import { eventsTable, metricsTable } from '../../../lib/contract/tables.ts';
import { orderStatuses } from '../../../lib/domain/order-status.ts';
import { beginPayment } from '../../../lib/domain/order-transition.ts';
import { attemptStates } from '../../../lib/domain/payment-attempt.ts';
import { splitShards } from '../../../lib/domain/product.ts';
import { refundStates } from '../../../lib/domain/refund.ts';
import { reservationStates } from '../../../lib/domain/reservation.ts';
import { movementReasons } from '../../../lib/domain/stock-movement.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createTally } from '../../../lib/metrics/tally.ts';
import { createDynamoCircuitStateStore } from '../../../lib/platform/dynamodb/circuit-state-store.ts';
import { aDeliveredEvent } from '../../builders/a-delivered-event.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';
import { aProduct } from '../../builders/a-product.ts';
import { aRefund } from '../../builders/a-refund.ts';
import { aReservation } from '../../builders/a-reservation.ts';
import { aCompletedRecord, aRunningRecord } from '../../builders/an-idempotency-record.ts';
import { anOrder } from '../../builders/an-order.ts';
import { orderIdOf } from '../../builders/order-id-of.ts';
import { type LifeStep, orderLife } from '../../builders/order-life.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { editProduct } from '../shop/edit-product.ts';
import { calmly, type useEmbeddedTables } from './embedded-tables.ts';

const at = '2026-07-01T13:00:00.000Z';
const time = Date.parse(at);

/** One life for each status that an order can have, and for each state that its payment can have. */
const lives: readonly (readonly LifeStep[])[] = [
  [],
  ['decline'],
  ['decline', 'confirm'],
  ['confirm', 'ship'],
  ['confirm', 'ship', 'deliver'],
  ['confirm', 'cancel'],
  ['expire'],
];
const facts = { source: 'partner', customerType: 'business' } as const;
const stories = lives.map((steps, n) => orderLife({ id: orderIdOf(n), ...facts }, steps));
const unsettledId = orderIdOf(lives.length);
const refunded = orderLife({ id: orderIdOf(20), customerId: 'bob' }, [
  'confirm',
  'cancel',
  'refund',
  'lose-refund',
]);
const orderIds = [...stories.map(({ order }) => order.id), unsettledId];
const skus = ['TEA-001', 'TEA-002'];
const discontinuedSku = 'TEA-003';
const canaries = ['unjudged', 'returned', 'lost'].map((id) => ({ id, sentAt: at }));
const environments = ['small', 'large', 'folded'].map((env) => ({ fn: 'create-order', env }));
const circuits = ['closed', 'open', 'half-open'] as const;

/** Three empty tables, and every adapter that writes to them. */
export const createStores = async (emptyTable: ReturnType<typeof useEmbeddedTables>) => {
  const [orders, events, metrics] = await Promise.all([
    emptyTable(),
    emptyTable(eventsTable),
    emptyTable(metricsTable),
  ]);
  const tables = { ordersTable: orders.tableName, eventsTable: events.tableName };
  return {
    tables: { orders, events, metrics },
    orders: createDynamoOrderStore({ client: orders.client, ...tables }),
    products: createDynamoProductRepository(orders),
    ledger: createDynamoStockLedger(orders),
    contention: createDynamoStockContention(orders),
    outbox: createDynamoEventOutbox(events),
    summaries: createDynamoOrderSummaryStore({ client: orders.client, ...tables }),
    receipts: createDynamoReceiptStore({
      ...events,
      countingWrites(counted) {
        const tally = createTally({ tableName: metrics.tableName, clock: () => time, random: () => 0 });
        for (const event of counted) countOrderEvent(tally, event);
        return tally.writes();
      },
    }),
    canaries: createDynamoCanaryStore(events),
    circuits: createDynamoCircuitStateStore(orders),
    metrics: createDynamoMetricsStore(metrics),
  };
};

export type Stores = Awaited<ReturnType<typeof createStores>>;

const writeCatalogue = async ({ products, ledger, contention }: Stores) => {
  await products.create(aProduct(), calmly);
  await products.create(aProduct({ sku: 'TEA-002', name: 'Ceylon', stockShards: 3 }), calmly);
  await products.create(
    aProduct({ sku: discontinuedSku, name: 'Assam', available: 7, stockShards: 2, discontinued: true }),
    calmly,
  );
  await editProduct(products, { unitPrice: { amount: 2_100, currency: 'USD' } }, 'TEA-002');
  for (const [n, reason] of movementReasons.entries()) {
    const quantity = reason === 'written_off' ? -2 : 2;
    const movement = { id: `01JZ8X9K7MQ2R4T6V8W0Y1Z3A${n}`, sku: 'TEA-002', quantity, reason };
    const record = aCompletedRecord({ recordId: `movement-${n}` });
    await ledger.commit(
      {
        movement: { ...movement, movedAt: at, movedBy: 'root' },
        changes: [{ shard: 0, units: quantity }],
        idempotency: { record, now: at },
      },
      calmly,
    );
  }
  for (const sku of skus) await contention.mark(sku, at, calmly);
  await contention.reshard('TEA-001', () => 1, at, calmly);
  await contention.reshard('TEA-002', splitShards, at, calmly);
};

const writeOrders = async ({ orders }: Stores) => {
  for (const { order, batches } of [...stories, refunded]) {
    await orders.commit({ order: { next: order } }, calmly);
    for (const event of batches) await orders.commit({ event }, calmly);
  }
  const unsettled = beginPayment(anOrder({ id: unsettledId }), at);
  if (unsettled) await orders.commit({ order: { next: unsettled } }, calmly);
  for (const [n, state] of reservationStates.entries()) {
    await orders.commit({ reservation: { next: aReservation({ orderId: orderIdOf(n), state }) } }, calmly);
  }
  for (const [n, state] of attemptStates.entries()) {
    const next = aPaymentAttempt({
      orderId: orderIdOf(0),
      number: n + 1,
      state,
      ...(n > 0 && { intentId: `pi_${n}` }),
      ...(state === 'declined' && { declineReason: 'insufficient_funds' }),
      ...(state === 'succeeded' && {
        disputes: [{ id: 'dp_1', status: 'needs_response' }],
        attention: { reason: 'disputed', since: at },
      }),
    });
    await orders.commit({ attempt: { next } }, calmly);
  }
  for (const [n, state] of refundStates.entries()) {
    const next = aRefund({
      orderId: orderIdOf(0),
      number: n + 1,
      state,
      ...(state === 'requested' && { refundId: 're_1', tries: 2, retryAt: at, problem: 'pending' }),
      ...(state === 'failed' && {
        failureReason: 'lost_or_stolen_card',
        openSince: at,
        attention: { reason: 'refund_failed', since: at },
      }),
    });
    await orders.commit({ refund: { next } }, calmly);
  }
  for (const record of [aCompletedRecord(), aRunningRecord({ recordId: 'record-2' })]) {
    await orders.commit({ idempotency: { record, now: at } }, calmly);
  }
};

const writeOutbox = async ({ outbox }: Stores) => {
  const change = (n: number, facts: Partial<typeof noCursor>, toQuarantine: number[] = []) =>
    outbox.change({ orderId: orderIdOf(n), cursor: { ...noCursor, ...facts }, toQuarantine }, calmly);
  await change(0, { publishedVersion: 1, judgedVersion: 1, publishes: 1, publishedAt: at });
  await change(1, { failures: 3, lastFailure: 'ThrottlingException' });
  await change(2, { failures: 5, lastFailure: 'X', quarantine: { at, reason: 'refused' } }, [1, 2]);
  await change(3, { quarantine: { at, reason: 'undelivered' } });
};

const writeSummaries = async ({ summaries, receipts }: Stores) => {
  const telemetry = {
    eventSummarized: () => undefined,
    eventUnknown: () => undefined,
    eventCounted: () => undefined,
  };
  const { handle, finish } = orderEventSteps({
    retryOnConflict: retryPromptly,
    store: summaries,
    receipts,
    telemetry,
    clock: () => time,
  });
  for (const { events } of [...stories.slice(4), refunded]) {
    const delivered = events.map((event) => readOrderEvent(aDeliveredEvent(event, event.type)));
    for (const event of delivered) await handle(event, calmly);
    await finish(delivered, calmly);
  }
  const [first] = stories[0]?.events ?? [];
  if (!first) throw new Error('an order that was placed has an event');
  // An event that this version does not know leaves progress that has no place in a summary.
  const unknown = { ...first, schemaVersion: 2 };
  await handle(readOrderEvent(aDeliveredEvent(unknown as never, first.type)), calmly);
};

const writeRest = async (stores: Stores) => {
  for (const canary of canaries) await stores.canaries.add(canary, calmly);
  const [, returned, lost] = canaries;
  if (returned && lost) {
    await stores.canaries.markReturned(returned, at, calmly);
    await stores.canaries.judge(returned, at, calmly);
    await stores.canaries.judge(lost, at, calmly);
  }
  for (const state of circuits) {
    await stores.circuits.write(state, { state, probeAt: time, revision: 1 }, calmly);
  }
  for (const key of environments) {
    const many = Array.from({ length: key.env === 'small' ? 1 : 80 }, (_, n) => [`er|ORD-${n}`, 1]);
    const state = { seq: 1, counts: { series: Object.fromEntries(many) } };
    const slots = [{ series: 'processing', slot: 7, bins: { '3': 1, '300': 2 } }];
    const change = { key, state, after: undefined, growth: { 'er|ORD-0': 1 }, slots, now: time };
    await stores.metrics.advance(change, calmly);
    if (key.env === 'folded') await stores.metrics.fold(key, time + 7_200_000, calmly);
  }
  await stores.metrics.noteNewestLine(time, calmly);
  const exemplar = { series: 'rd|GET|/health', bucket: '0.1', value: 42, correlationId: 'c-1', at: time };
  await stores.metrics.saveExemplars([exemplar], calmly);
};

/** Writes at least one item of every kind and state, the same ones each time. */
export const writeEveryItem = async (stores: Stores): Promise<void> => {
  await writeCatalogue(stores);
  await writeOrders(stores);
  await writeOutbox(stores);
  await writeSummaries(stores);
  await writeRest(stores);
};

/** Ids in the lists of each status. One after the other: together they would be more calls than a busy machine takes. */
const listByStatus = async ({ orders }: Stores) => {
  const lists: string[][][] = [];
  for (const status of orderStatuses) {
    const ofAlice = await orders.listOrders({ customerId: 'alice', status, limit: 100 }, calmly);
    const ofAll = await orders.listOrdersByStatus({ status, limit: 100 }, calmly);
    lists.push([ofAlice, ofAll].map((page) => page.orders.map(({ id }) => id)));
  }
  return lists;
};

/** All that `writeEveryItem` wrote, as the adapters read it. */
export const readEveryItem = async (stores: Stores) => {
  const each = <T, R>(keys: readonly T[], read: (key: T) => Promise<R>) => Promise.all(keys.map(read));
  return {
    orders: await each(orderIds, (id) => stores.orders.findOrder(id, calmly)),
    listed: (await stores.orders.listOrders({ customerId: 'alice', limit: 100 }, calmly)).orders,
    listedByStatus: await listByStatus(stores),
    expired: (await Array.fromAsync(stores.orders.listDue('EXPIRY', at, calmly))).map(
      ({ orderId }) => orderId,
    ),
    dueAttempts: await Array.fromAsync(stores.orders.listDue('PAYMENT', at, calmly)),
    reservations: await each(orderIds, (id) => stores.orders.findReservation(id, calmly)),
    attempts: await each([1, 2, 3, 4, 5, 6, 7], (n) => stores.orders.findAttempt(orderIdOf(0), n, calmly)),
    refunds: await each([1, 2, 3, 4], (n) => stores.orders.findRefund(orderIdOf(0), n, calmly)),
    refunded: {
      order: await stores.orders.findOrder(refunded.order.id, calmly),
      events: await stores.orders.findEvents(refunded.order.id, calmly),
      progress: (await stores.summaries.findProgress(refunded.order.id, 'bob', calmly)).progress,
      summary: await stores.summaries.findSummary('bob', calmly),
    },
    stuck: await Array.fromAsync(stores.orders.listDue('ATTENTION', at, calmly)),
    records: await each(['record-1', 'record-2'], (id) => stores.orders.findRecord(id, calmly)),
    stock: await each(skus, (sku) => stores.orders.findStock(sku, calmly)),
    products: await each(skus, (sku) => stores.products.find(sku, calmly)),
    discontinued: await stores.products.find(discontinuedSku, calmly),
    movements: await each(skus, (sku) => Array.fromAsync(stores.ledger.listMovements(sku, calmly))),
    contended: await Array.fromAsync(stores.contention.listMarked(() => {}, calmly)),
    catalogue: await stores.products.list({ limit: 100 }, calmly),
    events: await each(orderIds, (id) => stores.orders.findEvents(id, calmly)),
    outboxes: await each(orderIds, (id) => stores.outbox.load(id, calmly)),
    progress: await each(
      orderIds,
      async (id) => (await stores.summaries.findProgress(id, 'alice', calmly)).progress,
    ),
    summary: await stores.summaries.findSummary('alice', calmly),
    canaries: await Array.fromAsync(stores.canaries.listUnjudged(at, calmly)),
    circuits: await each(circuits, (name) => stores.circuits.read(name, calmly)),
    environments: await each(environments, (key) => stores.metrics.stateOf(key, calmly)),
    totals: [...(await stores.metrics.totals(calmly))].map(([cell, total]) => [cell, Number(total)]).sort(),
    bins: [...(await stores.metrics.binsSince('processing', 0, calmly))],
    orderBins: [...(await stores.metrics.binsSince('ps', 0, calmly))],
    newestLine: await stores.metrics.newestLine(calmly),
    exemplars: await stores.metrics.exemplars(calmly),
  };
};
