import { storeOutcome } from '../app/idempotency/store-outcome.ts';
import { createPipeline } from '../middleware/api/pipeline.ts';
import type { apiHandler } from './api.ts';
import { orderStore } from './database.ts';
import { clock, pipeline } from './platform.ts';

/** Makes the handler of a route that executes a request once per idempotency key. */
export const idempotentApiHandler: typeof apiHandler = (...route) =>
  createPipeline({ ...pipeline, storeOutcome: storeOutcome({ store: orderStore(), clock }) })(...route);
