import { createDynamoEventOutbox } from '../adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createEventBridgeClient, guardEventBridgeClient } from '../adapters/eventbridge/event-bus.ts';
import { createEventBridgePublisher } from '../adapters/eventbridge/eventbridge-publisher.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { createPublishingTelemetry } from '../adapters/telemetry/emf-publishing-telemetry.ts';
import { publishingDefaults } from '../app/publishing/publication-plan.ts';
import { relayEvents } from '../app/publishing/relay-events.ts';
import { sweepEvents } from '../app/publishing/sweep-events.ts';
import { slos } from '../contract/slos.ts';
import type { StreamRelayOptions } from '../middleware/stream/stream-pipeline.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../platform/aws/aws-failure.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { dynamoClient, retryOnConflict } from './database.ts';
import { drainSettings } from './jobs.ts';
import { once } from './once.ts';
import { clock, environment, logger, metrics, region } from './platform.ts';

/** The service's bus. An event that is sent twice does no harm, since its id stays the same. */
export const eventBus = /* @__PURE__ */ once(() => ({
  client: guardEventBridgeClient(
    createEventBridgeClient({ region, endpoint: environment.eventbridgeEndpoint }),
    createDependencyPolicy({
      name: 'event-bus',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 2_500,
      // Shorter than the deadline of freshness, so that a bus that is back is noticed in time.
      circuit: { openMs: 5_000 },
      onTransition: createCircuitTelemetry('event-bus', logger, metrics),
    }),
  ),
  busName: environment.eventBusName,
}));

const publishing = /* @__PURE__ */ once(() => ({
  outbox: createDynamoEventOutbox({ client: dynamoClient(), tableName: environment.eventsTableName }),
  publisher: createEventBridgePublisher({ bus: eventBus() }),
  telemetry: createPublishingTelemetry(logger, metrics),
  clock,
  retryOnConflict: retryOnConflict(),
  settings: {
    ...publishingDefaults,
    receiptPatienceMs: environment.outboxRepublishMs,
    freshnessDeadlineMs: slos['event-freshness'].indicator.deadlineMs,
  },
}));

/** How to relay the records of the events table's stream. */
export const composeRelayEvents = (): StreamRelayOptions => ({
  relay: relayEvents(publishing()),
  onUnreadable: (eventId) => logger.error(logEvents.streamRecordUnreadable, { eventId }),
});

export const composeSweepEvents = () =>
  sweepEvents({
    ...publishing(),
    // Time for the relay and its retries, which comes before that for another try.
    graceMs: environment.outboxRepublishMs / 4,
    retryMs: environment.outboxRepublishMs / 2,
    drain: drainSettings('sweep-events', 50),
  });
