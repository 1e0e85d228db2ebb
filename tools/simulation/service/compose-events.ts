import {
  createDynamoOrderSummaryStore,
  summaryLane,
} from '../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoEventOutbox } from '../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoReceiptStore } from '../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { guardEventBridgeClient } from '../../../lib/adapters/eventbridge/event-bus.ts';
import { createEventBridgePublisher } from '../../../lib/adapters/eventbridge/eventbridge-publisher.ts';
import { createCountingWrites, isOfBusiness } from '../../../lib/adapters/telemetry/count-order-event.ts';
import { createOrderSummaryTelemetry } from '../../../lib/adapters/telemetry/emf-order-summary-telemetry.ts';
import { createPublishingTelemetry } from '../../../lib/adapters/telemetry/emf-publishing-telemetry.ts';
import {
  byPosition,
  type DeliveredOrderEvent,
  readOrderEvent,
} from '../../../lib/app/order-summary/delivered-order-event.ts';
import {
  orderEventSteps,
  patience,
  type SummaryOutcome,
} from '../../../lib/app/order-summary/summarize-order-event.ts';
import { publishingDefaults } from '../../../lib/app/publishing/publication-plan.ts';
import { relayEvents } from '../../../lib/app/publishing/relay-events.ts';
import { sweepEvents } from '../../../lib/app/publishing/sweep-events.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { createQueuePipeline, type MessageHandling } from '../../../lib/middleware/queue/queue-pipeline.ts';
import { createStreamPipeline } from '../../../lib/middleware/stream/stream-pipeline.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../../../lib/platform/aws/aws-failure.ts';
import { sleep } from '../../../lib/platform/resilience/scheduler.ts';
import { tableNames } from '../world/database.ts';
import type { Platform } from './compose-platform.ts';
import { syntheticCustomer } from './compose-synthetic-orders.ts';
import { silentMetrics } from './silent-telemetry.ts';

/** Default of lib/contract/service.ts, in milliseconds. */
const republishMs = 60_000;

/** The bus as an execution environment has it. */
export const busOf = ({ cloud, environment, policy }: Platform) => ({
  client: guardEventBridgeClient(
    cloud.bus.clientOf(environment),
    policy({
      name: 'event-bus',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 2_500,
      circuit: { openMs: 5_000 },
    }),
  ),
  busName: 'bus',
});

/** Relay, sweeper and consumer of one execution environment, as in lib/composition/events.ts and order-summary.ts. */
export const composeEvents = (platform: Platform) => {
  const { client, clock, scheduler, random, logger, retryOnConflict, pipeline } = platform;
  const publishing = {
    outbox: createDynamoEventOutbox({ client, tableName: tableNames.events }),
    publisher: createEventBridgePublisher({
      bus: busOf(platform),
      scheduler,
      random,
    }),
    telemetry: createPublishingTelemetry(logger, platform.metrics),
    clock,
    retryOnConflict,
    settings: {
      ...publishingDefaults,
      receiptPatienceMs: republishMs,
      freshnessDeadlineMs: slos['event-freshness'].indicator.deadlineMs,
    },
  };
  const summaries = createDynamoOrderSummaryStore({
    client,
    ordersTable: tableNames.orders,
    eventsTable: tableNames.events,
  });
  const telemetry = createOrderSummaryTelemetry(logger, silentMetrics);
  const receipts = createDynamoReceiptStore({
    client,
    tableName: tableNames.events,
    countingWrites: createCountingWrites(isOfBusiness(syntheticCustomer.sub), {
      tableName: tableNames.metrics,
      clock,
      random,
    }),
  });
  const handling: MessageHandling<DeliveredOrderEvent, SummaryOutcome> = {
    read: readOrderEvent,
    laneOf: ({ event, position }) => summaryLane(position.orderId, event?.data.customerId),
    compare: (a, b) => byPosition(a.position, b.position),
    ...orderEventSteps({ store: summaries, receipts, telemetry, clock, retryOnConflict }),
    early: { ...patience, onGivenUp: () => {} },
  };
  return {
    summaries,
    relay: createStreamPipeline(pipeline)('relay-events', {
      relay: relayEvents(publishing),
      onUnreadable: (eventId) => {
        throw new Error(`stream record ${eventId} is unreadable`);
      },
    }),
    summarize: createQueuePipeline({
      ...pipeline,
      pause: (ms, { signal }) => sleep(scheduler, ms, signal),
    })('summarize-orders', handling),
    sweepEvents: sweepEvents({
      ...publishing,
      graceMs: republishMs / 4,
      retryMs: republishMs / 2,
      drain: platform.drain(50),
    }),
  };
};
