import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toEventItem } from '../../../lib/adapters/dynamodb/event-item.ts';
import { createDynamoOrderSummaryStore } from '../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoReceiptStore } from '../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { createCountingWrites, isOfBusiness } from '../../../lib/adapters/telemetry/count-order-event.ts';
import { confirmReceipts } from '../../../lib/app/order-summary/confirm-receipts.ts';
import { readOrderEvent } from '../../../lib/app/order-summary/delivered-order-event.ts';
import { summarizeOrderEvent } from '../../../lib/app/order-summary/summarize-order-event.ts';
import { eventsTable, metricsTable, type TableDefinition } from '../../../lib/contract/tables.ts';
import type { OrderEvent, OrderEventBatch } from '../../../lib/domain/order-event.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { aDeliveredEvent } from '../../builders/a-delivered-event.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { calmly, type EmbeddedTable } from '../dynamodb/embedded-tables.ts';
import { putItems } from '../dynamodb/stored-items.ts';

/**
 * The consumer of order events on empty tables, put together as in production.
 * @param decorate changes the client that the consumer sends its requests through.
 */
export const aDynamoConsumer = async (
  emptyTable: (definition?: TableDefinition) => Promise<EmbeddedTable>,
  decorate: (client: DynamoClient) => DynamoClient = (client) => client,
) => {
  const [orders, events, metrics] = await Promise.all([
    emptyTable(),
    emptyTable(eventsTable),
    emptyTable(metricsTable),
  ]);
  const client = decorate(orders.client);
  const tables = { ordersTable: orders.tableName, eventsTable: events.tableName };
  const summaries = createDynamoOrderSummaryStore({ client, ...tables });
  const telemetry = { eventSummarized: () => {}, eventUnknown: () => {}, eventCounted: () => {} };
  const clock = Date.now;
  const summarize = summarizeOrderEvent({
    retryOnConflict: retryPromptly,
    store: summaries,
    telemetry,
    clock,
  });
  const confirm = confirmReceipts({
    store: createDynamoReceiptStore({
      client,
      tableName: events.tableName,
      countingWrites: createCountingWrites(isOfBusiness('synthetic'), {
        tableName: metrics.tableName,
        clock,
        random: Math.random,
      }),
    }),
    telemetry,
    clock,
  });
  const documents: DynamoDBDocumentClient = orders.documents;
  return {
    documents,
    orders,
    tables,
    commit: (batches: readonly OrderEventBatch[]) => putItems(events, batches.map(toEventItem)),
    /** Processes a batch of messages that the queue delivers together. */
    async deliver(...batch: readonly OrderEvent[]) {
      const messages = batch.map((event) => readOrderEvent(aDeliveredEvent(event, event.type)));
      for (const message of messages) await summarize(message, calmly);
      await confirm(
        messages.map(({ position }) => position),
        calmly,
      );
    },
    summary: () => summaries.findSummary('alice', calmly),
    totals: () => createDynamoMetricsStore(metrics).totals(calmly),
    processingBins: () => createDynamoMetricsStore(metrics).binsSince('ps', 0, calmly),
  };
};
