import { createQueueBatch } from '../middleware/queue/queue-batch.ts';
import { systemScheduler } from '../platform/resilience/scheduler.ts';
import { sleep } from '../platform/resilience/sleep.ts';
import { logger } from './platform.ts';

/** Makes the work of a function on the messages of its queue. */
export const queueBatch = /* @__PURE__ */ createQueueBatch({
  logger,
  pause: (ms, signal) => sleep(systemScheduler, ms, signal),
});
