import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { type AwsConnection, awsClientOptions } from '../../platform/aws/client-options.ts';
import type { GuardedClient } from '../../platform/aws/guarded-client.ts';
import type { HealthCheck } from '../../platform/ports.ts';

export interface EventBus {
  readonly client: GuardedClient<EventBridgeClient>;
  readonly busName: string;
}

/** An EventBridge client with the service's timeouts and retries. */
export const createEventBridgeClient = (connection: AwsConnection): EventBridgeClient =>
  new EventBridgeClient(awsClientOptions(connection));

/**
 * Checks that the bus exists, because publishing to a missing bus reports success.
 * @param client calls past the circuit breaker of the bus, which knows nothing of a missing bus.
 */
export const createEventBusHealthCheck = (client: EventBridgeClient, busName: string): HealthCheck => ({
  name: 'event-bus',
  async check({ signal }) {
    await client.send(new DescribeEventBusCommand({ Name: busName }), { abortSignal: signal });
  },
});
