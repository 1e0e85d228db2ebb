import { storeOutcome } from '../app/idempotent-command.ts';
import { createIdempotentHandler } from '../middleware/api/route-handlers.ts';
import { orderStore } from './database.ts';
import { clock, pipeline } from './platform.ts';

export const idempotentHandler = createIdempotentHandler({
  ...pipeline,
  storeOutcome: storeOutcome({ store: orderStore(), clock }),
});
