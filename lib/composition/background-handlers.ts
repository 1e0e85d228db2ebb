import type { InvocationMetrics } from '../metrics/recorder.ts';
import { createQueuePipeline } from '../middleware/queue/queue-pipeline.ts';
import { createJobPipeline } from '../middleware/schedule/job-pipeline.ts';
import { createStreamPipeline } from '../middleware/stream/stream-pipeline.ts';
import type { CallOptions } from '../platform/call-options.ts';
import { sleep, systemScheduler } from '../platform/resilience/scheduler.ts';
import { pipeline } from './platform.ts';

export const jobHandler = /* @__PURE__ */ createJobPipeline(pipeline);

export const streamHandler = /* @__PURE__ */ createStreamPipeline(pipeline);

const pause = (ms: number, { signal }: CallOptions) => sleep(systemScheduler, ms, signal);
const { logger, metrics, newCorrelationId, withDeadline } = pipeline;

/** Makes handlers of queues whose invocations have these metrics. */
export const queueHandlerWith = (recorded: InvocationMetrics) =>
  createQueuePipeline({ logger, metrics: recorded, newCorrelationId, withDeadline, pause });

export const queueHandler = /* @__PURE__ */ queueHandlerWith(metrics);
