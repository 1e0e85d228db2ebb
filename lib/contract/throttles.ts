/** The requests that API Gateway lets through; it answers 429 to the others. */
export interface Throttle {
  /** Requests per second. */
  readonly rateLimit: number;
  /** Requests at once. */
  readonly burstLimit: number;
}

/** For the routes of the API: far above normal use, far below what the account allows. */
export const routeThrottle: Throttle = { rateLimit: 500, burstLimit: 1000 };

/** For requests that match no route. Scanners send most of them, so they get little. */
export const defaultRouteThrottle: Throttle = { rateLimit: 50, burstLimit: 100 };
