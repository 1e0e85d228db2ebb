import { DescribeEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { HealthCheck } from '../../platform/health-check.ts';

export interface EventBus {
  readonly client: EventBridgeClient;
  readonly busName: string;
}

/** Whether the bus exists: publishing to a missing one reports success, so it has to be asked for. */
export const createEventBusHealthCheck = ({ client, busName }: EventBus): HealthCheck => ({
  name: 'event-bus',
  async check({ signal }) {
    await client.send(new DescribeEventBusCommand({ Name: busName }), { abortSignal: signal });
  },
});
