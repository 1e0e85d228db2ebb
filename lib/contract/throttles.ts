/** The requests that API Gateway lets through; it answers 429 to the others. */
export interface Throttle {
  /** Requests per second. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

/** Concurrent executions of an AWS account in a region, unless its quota was raised. */
export const accountConcurrency = 1_000;

/**
 * For the routes of the API that need a token: when each request takes a second, ten times the objective, one route
 * still has half of the account's executions at most. Public routes have throttles of their own: requests that all
 * run until their timeout leave half of the account's executions to others.
 */
export const routeThrottle: Throttle = { rateLimit: 500, burstLimit: 500 };

/** For requests that match no route. Scanners send most of them, so they get little. */
export const defaultRouteThrottle: Throttle = { rateLimit: 50, burstLimit: 100 };
