import { createDynamoOrderSummaryStore } from '../adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createOrderSummaryTelemetry } from '../adapters/telemetry/emf-order-summary-telemetry.ts';
import { readOrderEvent } from '../app/order-summary/delivered-order-event.ts';
import { byPosition } from '../app/order-summary/event-order.ts';
import { getCustomerSummary } from '../app/order-summary/get-customer-summary.ts';
import { summarizeOrderEvent } from '../app/order-summary/summarize-order-event.ts';
import { queueBatch } from './background.ts';
import { dynamoClient } from './database.ts';
import { clock, environment, logger, metrics } from './platform.ts';

const orderSummaryStore = () =>
  createDynamoOrderSummaryStore({
    client: dynamoClient(),
    ordersTable: environment.ordersTableName,
    eventsTable: environment.eventsTableName,
  });

/** What becomes of a batch of orders' events. */
export const composeSummarizeOrders = () => {
  const telemetry = createOrderSummaryTelemetry(logger, metrics);
  const summarize = summarizeOrderEvent({ store: orderSummaryStore(), telemetry, clock });
  return queueBatch({
    read: readOrderEvent,
    // Two events of one customer would get into each other's way: both change the same summary.
    laneOf: ({ event, position }) => event?.data.customerId ?? position.orderId,
    compare: (a, b) => byPosition(a.position, b.position),
    handle: summarize,
    // The event before it is usually in a batch that another environment works on right now. The queue would
    // have this one wait for as long as a message may be worked on.
    early: {
      outcomes: ['early'],
      waitsMs: [50, 150],
      onGivenUp: ({ head }) => telemetry.eventEarly(head),
    },
  });
};

export const composeGetCustomerSummary = () => getCustomerSummary({ store: orderSummaryStore() });
