import { defaultRouteId, methodsAt } from '../../contract/default-route.ts';
import { methodNotAllowed, unknownPath } from '../../contract/errors/factories.ts';
import type { ApiHandler } from './api-event.ts';
import { createApiPipeline, type PipelineDependencies } from './pipeline.ts';

/**
 * Makes the handler of requests that match no route: API-001, with 404 for an unknown path and with 405 and `Allow`
 * for a known path. HEAD and OPTIONS are methods like any other; a response to HEAD has no body.
 */
export const createDefaultHandler = (dependencies: PipelineDependencies): ApiHandler =>
  createApiPipeline(dependencies)({
    routeId: defaultRouteId,
    judge: () => [],
    checks: [],
    handle: async (_state, _context, { rawPath }) => {
      const allowed = methodsAt(rawPath);
      throw allowed.length === 0 ? unknownPath() : methodNotAllowed(allowed);
    },
  });
