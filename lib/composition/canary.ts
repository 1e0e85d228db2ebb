import { randomUUID } from 'node:crypto';
import { createDynamoCanaryStore } from '../adapters/dynamodb/canary/dynamo-canary-store.ts';
import { createEventBridgeCanaryPublisher } from '../adapters/eventbridge/eventbridge-canary-publisher.ts';
import { createCanaryTelemetry } from '../adapters/telemetry/emf-canary-telemetry.ts';
import { readCanary, receiveCanary } from '../app/canary/receive-canary.ts';
import { sendCanary } from '../app/canary/send-canary.ts';
import type { Canary } from '../app/ports/canary.ts';
import type { MessageHandling } from '../middleware/queue/queue-pipeline.ts';
import { dynamoClient } from './database.ts';
import { eventBus } from './events.ts';
import { drainSettings } from './jobs.ts';
import { clock, environment, logger, metrics } from './platform.ts';

const canaryStore = () =>
  createDynamoCanaryStore({ client: dynamoClient(), tableName: environment.eventsTableName });
const canaryTelemetry = () => createCanaryTelemetry(logger, metrics);

export const composeSendCanary = () =>
  sendCanary({
    store: canaryStore(),
    publisher: createEventBridgeCanaryPublisher(eventBus()),
    telemetry: canaryTelemetry(),
    clock,
    newId: randomUUID,
    boundMs: 30_000,
    drain: drainSettings('send-canary', 10),
  });

/** How to handle the canaries that came back through the queue. */
export const composeReceiveCanaries = (): MessageHandling<Canary, string> => {
  const receive = receiveCanary({ store: canaryStore(), telemetry: canaryTelemetry(), clock });
  return {
    read: readCanary,
    laneOf: ({ id }) => id,
    handle: receive,
  };
};
