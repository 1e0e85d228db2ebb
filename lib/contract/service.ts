/** The service's name in logs, metrics, events and resource names. */
export const serviceName = 'order-service';

/** CloudWatch namespace of every metric that the functions emit, unless they are told another. */
export const metricsNamespace = 'OrderService';

/** That of a deployed stage: stages that share an account and region must not be taken for one service. */
export const metricsNamespaceOf = (stage: string): string => `${metricsNamespace}/${stage}`;

/** Dependencies of the service, by their names in logs, metrics and health checks. */
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
