import { describe, expect, it } from 'vitest';
import { defaultRoute } from '../../../lib/contract/default-route.ts';
import { routeEntries } from '../../../lib/contract/routes.ts';
import { accountConcurrency, defaultRouteThrottle, routeThrottle } from '../../../lib/contract/throttles.ts';

const half = accountConcurrency / 2;

describe('throttles', () => {
  /** The signature of a webhook is checked before anything is called, so forged ones cannot take long. */
  const slowable = routeEntries.filter(([id, { scope }]) => scope === null && id !== 'stripe-webhook');

  it.each([
    ...slowable.map(([id, { timeoutSeconds, throttle }]) => ({ id, timeoutSeconds, throttle })),
    { id: '$default', timeoutSeconds: defaultRoute.timeoutSeconds, throttle: defaultRouteThrottle },
  ])('leave half of the account to others when all requests of $id run until their timeout', (route) => {
    expect(route.throttle).toBeDefined();
    expect((route.throttle?.rateLimit ?? 0) * route.timeoutSeconds).toBeLessThanOrEqual(half);
    expect(route.throttle?.burstLimit).toBeLessThanOrEqual(half / 5);
  });

  it('leave half of the account to others when requests with a token take a second', () => {
    expect(Math.max(routeThrottle.rateLimit, routeThrottle.burstLimit)).toBeLessThanOrEqual(half);
  });
});
