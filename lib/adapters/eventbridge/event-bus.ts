import { DescribeEventBusCommand, EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  type AwsConnection,
  awsClientOptions,
  withoutDispensable,
} from '../../platform/aws/client-options.ts';
import { type GuardedClient, guardClient } from '../../platform/aws/guarded-client.ts';
import type { HealthCheck } from '../../platform/ports.ts';
import type { DependencyPolicy } from '../../platform/resilience/dependency-policy.ts';

/** Guards a client that publishes; an answer without entries is not the bus's own. */
export const guardEventBridgeClient = (
  client: EventBridgeClient,
  policy: Pick<DependencyPolicy, 'execute'>,
): EventBus['client'] =>
  guardClient(client, policy, {
    isComplete: (command, answer) =>
      !(command instanceof PutEventsCommand) || ('Entries' in answer && Array.isArray(answer.Entries)),
  });

export interface EventBus {
  readonly client: GuardedClient<EventBridgeClient>;
  readonly busName: string;
}

/** An EventBridge client with the service's timeouts and retries. */
export const createEventBridgeClient = (connection: AwsConnection): EventBridgeClient =>
  withoutDispensable(new EventBridgeClient(awsClientOptions(connection)));

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
