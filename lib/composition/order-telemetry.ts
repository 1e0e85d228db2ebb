import { createOrderTelemetry } from '../adapters/telemetry/log-order-telemetry.ts';
import { once } from './once.ts';
import { logger } from './platform.ts';

/** For a function that changes one order per invocation: its later log lines carry the order's id. */
export const telemetry = /* @__PURE__ */ once(() => createOrderTelemetry(logger));

/** For a function that changes many orders per invocation: no log line carries the id of an earlier order. */
export const jobTelemetry = /* @__PURE__ */ once(() =>
  createOrderTelemetry({ bind: () => undefined, info: logger.info }),
);
