import {
  createDynamoOrderSummaryStore,
  summaryLane,
} from '../adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoReceiptStore } from '../adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { createCountingWrites, isOfBusiness } from '../adapters/telemetry/count-order-event.ts';
import { createOrderSummaryTelemetry } from '../adapters/telemetry/emf-order-summary-telemetry.ts';
import {
  byPosition,
  type DeliveredOrderEvent,
  readOrderEvent,
} from '../app/order-summary/delivered-order-event.ts';
import { getCustomerSummary } from '../app/order-summary/get-customer-summary.ts';
import {
  orderEventSteps,
  patience,
  type SummaryOutcome,
} from '../app/order-summary/summarize-order-event.ts';
import { createMetricsRecorder } from '../metrics/recorder.ts';
import type { MessageHandling } from '../middleware/queue/queue-pipeline.ts';
import { type queueHandler, queueHandlerWith } from './background-handlers.ts';
import { dynamoClient, retryOnConflict } from './database.ts';
import { once } from './once.ts';
import { clock, cloudWatch, environment, logger, metrics } from './platform.ts';

const orderSummaryStore = () =>
  createDynamoOrderSummaryStore({
    client: dynamoClient(),
    ordersTable: environment.ordersTableName,
    eventsTable: environment.eventsTableName,
  });

const isBusiness = isOfBusiness(environment.syntheticOrders.customerId);

/** Business metrics for CloudWatch: a transaction adds them to the totals, so their lines contain no counters. */
const businessMetrics = /* @__PURE__ */ once(() => createMetricsRecorder(cloudWatch));

export const orderSummaryHandler: typeof queueHandler = (...consumer) =>
  queueHandlerWith({ take: () => [...businessMetrics().take(), ...metrics.take()] })(...consumer);

const receiptStore = () =>
  createDynamoReceiptStore({
    client: dynamoClient(),
    tableName: environment.eventsTableName,
    countingWrites: createCountingWrites(isBusiness, {
      tableName: environment.metricsTableName,
      clock,
      random: Math.random,
    }),
  });

/** How to handle the events of orders that the queue delivers. */
export const composeSummarizeOrders = (): MessageHandling<DeliveredOrderEvent, SummaryOutcome> => {
  const telemetry = createOrderSummaryTelemetry(logger, businessMetrics(), isBusiness);
  return {
    read: readOrderEvent,
    laneOf: ({ event, position }) => summaryLane(position.orderId, event?.data.customerId),
    compare: (a, b) => byPosition(a.position, b.position),
    ...orderEventSteps({
      store: orderSummaryStore(),
      receipts: receiptStore(),
      retryOnConflict: retryOnConflict(),
      telemetry,
      clock,
    }),
    early: {
      ...patience,
      onGivenUp: ({ head }) => telemetry.eventEarly(head),
    },
  };
};

export const composeGetCustomerSummary = () => getCustomerSummary({ store: orderSummaryStore() });
