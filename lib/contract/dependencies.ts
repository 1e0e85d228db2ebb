/** What the service depends on, by the names in logs, metrics and health checks. */
export const dependencies = [
  'dynamodb',
  'event-bus',
  'payment-gateway',
  'catalogue-cache',
  'secrets-manager',
] as const;
export type Dependency = (typeof dependencies)[number];

/** States of a circuit breaker. */
export const circuitStates = ['closed', 'open', 'half-open'] as const;
