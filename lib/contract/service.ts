/** The service's name in logs, metrics, events and resource names. */
export const serviceName = 'order-service';

/** CloudWatch namespace of every metric that the functions emit. */
export const metricsNamespace = 'OrderService';
