import { createConsumerPipeline } from '../middleware/consumer-pipeline.ts';
import { createQueueBatch } from '../middleware/queue/queue-pipeline.ts';
import { createJobPipeline } from '../middleware/schedule/job-pipeline.ts';
import { sleep, systemScheduler } from '../platform/resilience/scheduler.ts';
import { logger, pipeline } from './platform.ts';

/** Makes the handler of a scheduled function. */
export const jobHandler = /* @__PURE__ */ createJobPipeline(pipeline);

/** Makes the handler of a function that receives batches from a stream, a queue or a log subscription. */
export const consumerHandler = /* @__PURE__ */ createConsumerPipeline(pipeline);

/** Makes the work of a function on the messages of its queue. */
export const queueBatch = /* @__PURE__ */ createQueueBatch({
  logger,
  pause: (ms, { signal }) => sleep(systemScheduler, ms, signal),
});
