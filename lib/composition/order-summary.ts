import { createDynamoOrderSummaryStore } from '../adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createOrderSummaryTelemetry } from '../adapters/telemetry/emf-order-summary-telemetry.ts';
import {
  byPosition,
  type DeliveredOrderEvent,
  readOrderEvent,
} from '../app/order-summary/delivered-order-event.ts';
import { getCustomerSummary } from '../app/order-summary/get-customer-summary.ts';
import { type SummaryOutcome, summarizeOrderEvent } from '../app/order-summary/summarize-order-event.ts';
import type { MessageHandling } from '../middleware/queue/queue-pipeline.ts';
import { dynamoClient } from './database.ts';
import { clock, environment, logger, metrics } from './platform.ts';

const orderSummaryStore = () =>
  createDynamoOrderSummaryStore({
    client: dynamoClient(),
    ordersTable: environment.ordersTableName,
    eventsTable: environment.eventsTableName,
  });

/** How to handle the events of orders that the queue delivers. */
export const composeSummarizeOrders = (): MessageHandling<DeliveredOrderEvent, SummaryOutcome> => {
  const telemetry = createOrderSummaryTelemetry(logger, metrics);
  const summarize = summarizeOrderEvent({ store: orderSummaryStore(), telemetry, clock });
  return {
    read: readOrderEvent,
    // All events of a customer change the same summary, so they are handled one after the other.
    laneOf: ({ event, position }) => event?.data.customerId ?? position.orderId,
    compare: (a, b) => byPosition(a.position, b.position),
    handle: summarize,
    // The preceding event is usually in a batch that another environment handles now. A redelivery by the queue
    // would take the whole visibility timeout.
    early: {
      outcomes: ['early'],
      waitsMs: [50, 150],
      onGivenUp: ({ head }) => telemetry.eventEarly(head),
    },
  };
};

export const composeGetCustomerSummary = () => getCustomerSummary({ store: orderSummaryStore() });
