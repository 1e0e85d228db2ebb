import { createProbeHandler } from '../middleware/api/pipeline.ts';
import { createPublicHandler, createScopedHandler } from '../middleware/api/route-handlers.ts';
import { clock, logger, metrics, newCorrelationId, pipeline } from './platform.ts';

export const probeHandler = /* @__PURE__ */ createProbeHandler({
  logger,
  metrics,
  now: clock,
  newCorrelationId,
});

export const publicHandler = /* @__PURE__ */ createPublicHandler(pipeline);

export const scopedHandler = /* @__PURE__ */ createScopedHandler(pipeline);
