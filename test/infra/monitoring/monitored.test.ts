import { describe, expect, it } from 'vitest';
import { clientRoutes, functionClasses } from '../../../infra/monitoring/monitored.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { judgeRequest } from '../../../lib/contract/judge-request.ts';

describe('routes that clients use all day', () => {
  it.each(clientRoutes)('%s is judged against the availability objective', (routeId) => {
    const events = judgeRequest({ routeId, status: 200, durationMs: 1 });
    expect(events).toContainEqual({ slo: 'availability', outcome: 'good' });
  });
});

describe('classes of functions', () => {
  it('hold every function once, but for the one that adds up metrics and the one for unknown routes', () => {
    const classified = Object.values(functionClasses).flat();
    expect(['aggregate-metrics', 'unknown-route', ...classified].sort()).toEqual([...functionIds].sort());
  });
});
