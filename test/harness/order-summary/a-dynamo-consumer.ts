import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { toEventItem } from '../../../lib/adapters/dynamodb/event-item.ts';
import {
  createDynamoOrderSummaryStore,
  summaryLane,
} from '../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoReceiptStore } from '../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { createCountingWrites, isOfBusiness } from '../../../lib/adapters/telemetry/count-order-event.ts';
import { byPosition, readOrderEvent } from '../../../lib/app/order-summary/delivered-order-event.ts';
import { orderEventSteps, patience } from '../../../lib/app/order-summary/summarize-order-event.ts';
import { eventsTable, metricsTable, type TableDefinition } from '../../../lib/contract/tables.ts';
import type { OrderEvent, OrderEventBatch } from '../../../lib/domain/order-event.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createQueueBatch } from '../../../lib/middleware/queue/queue-pipeline.ts';
import type { DynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { aDeliveredEvent } from '../../builders/a-delivered-event.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
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
  const receipts = createDynamoReceiptStore({
    client,
    tableName: events.tableName,
    countingWrites: createCountingWrites(isOfBusiness('synthetic'), {
      tableName: metrics.tableName,
      clock,
      random: Math.random,
    }),
  });
  const run = createQueueBatch({ logger: createRecordingLogger(), pause: async () => {} })({
    read: readOrderEvent,
    laneOf: ({ event, position }) => summaryLane(position.orderId, event?.data.customerId),
    compare: (a, b) => byPosition(a.position, b.position),
    ...orderEventSteps({ retryOnConflict: retryPromptly, store: summaries, receipts, telemetry, clock }),
    early: { ...patience, onGivenUp: () => {} },
  });
  const documents: DynamoDBDocumentClient = orders.documents;
  return {
    documents,
    orders,
    tables,
    commit: (batches: readonly OrderEventBatch[]) => putItems(events, batches.map(toEventItem)),
    /** Processes a batch of messages that the queue delivers together. @throws when the queue has to deliver one again. */
    async deliver(...batch: readonly OrderEvent[]) {
      const Records = batch.map((event) => ({
        messageId: event.eventId,
        body: aDeliveredEvent(event, event.type),
        attributes: { ApproximateReceiveCount: '1' },
      })) as SQSEvent['Records'];
      const { response } = await run({ event: { Records }, options: calmly, correlationId: 'run-1' });
      const failed = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      if (failed.length > 0) throw new Error(`the queue has to deliver ${failed} again`);
    },
    summary: () => summaries.findSummary('alice', calmly),
    totals: () => createDynamoMetricsStore(metrics).totals(calmly),
    processingBins: () => createDynamoMetricsStore(metrics).binsSince('ps', 0, calmly),
  };
};
