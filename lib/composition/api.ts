import { createDefaultHandler } from '../middleware/api/default-handler.ts';
import { createProbeHandler } from '../middleware/api/pipeline.ts';
import { createPublicHandler, createScopedHandler } from '../middleware/api/route-handlers.ts';
import { clock, logger, metrics, newCorrelationId, pipeline } from './platform.ts';

/** Collaborators of handlers that call nothing. */
const independent = { logger, metrics, now: clock, newCorrelationId };

export const probeHandler = /* @__PURE__ */ createProbeHandler(independent);

export const defaultHandler = /* @__PURE__ */ createDefaultHandler(independent);

export const publicHandler = /* @__PURE__ */ createPublicHandler(pipeline);

export const scopedHandler = /* @__PURE__ */ createScopedHandler(pipeline);
