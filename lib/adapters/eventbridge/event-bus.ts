import { DescribeEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { GuardedClient } from '../../platform/aws/guarded-client.ts';
import type { HealthCheck } from '../../platform/ports.ts';

export interface EventBus {
  readonly client: GuardedClient<EventBridgeClient>;
  readonly busName: string;
}

/**
 * Whether the bus exists: publishing to a missing one reports success, so it has to be asked for.
 * @param client asks past the circuit of the bus, which says nothing about whether the bus exists.
 */
export const createEventBusHealthCheck = (client: EventBridgeClient, busName: string): HealthCheck => ({
  name: 'event-bus',
  async check({ signal }) {
    await client.send(new DescribeEventBusCommand({ Name: busName }), { abortSignal: signal });
  },
});
