import { createDynamoCanaryStore } from '../../../lib/adapters/dynamodb/canary/dynamo-canary-store.ts';
import { createEventBridgeCanaryPublisher } from '../../../lib/adapters/eventbridge/eventbridge-canary-publisher.ts';
import { createCanaryTelemetry } from '../../../lib/adapters/telemetry/emf-canary-telemetry.ts';
import { readCanary, receiveCanary } from '../../../lib/app/canary/receive-canary.ts';
import { sendCanary } from '../../../lib/app/canary/send-canary.ts';
import { createQueuePipeline } from '../../../lib/middleware/queue/queue-pipeline.ts';
import { sleep } from '../../../lib/platform/resilience/scheduler.ts';
import { tableNames } from '../world/database.ts';
import { busOf } from './compose-events.ts';
import type { Platform } from './compose-platform.ts';

/** Time that a canary has to come back, in milliseconds; as in lib/composition/canary.ts. */
export const canaryBoundMs = 30_000;

/** Sender and receiver of canaries of one execution environment, as in lib/composition/canary.ts. */
export const composeCanary = (platform: Platform) => {
  const { client, clock, scheduler, logger, metrics, pipeline } = platform;
  const store = createDynamoCanaryStore({ client, tableName: tableNames.events });
  const telemetry = createCanaryTelemetry(logger, metrics);
  return {
    send: sendCanary({
      store,
      publisher: createEventBridgeCanaryPublisher(busOf(platform)),
      telemetry,
      clock,
      newId: platform.newId,
      boundMs: canaryBoundMs,
      drain: platform.drain(10),
    }),
    receive: createQueuePipeline({ ...pipeline, pause: (ms, { signal }) => sleep(scheduler, ms, signal) })(
      'receive-canary',
      { read: readCanary, laneOf: ({ id }) => id, handle: receiveCanary({ store, telemetry, clock }) },
    ),
  };
};
