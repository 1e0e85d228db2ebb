import { isAwsOutage, isRetryableAwsFailure } from '../adapters/aws/aws-failure.ts';
import { resilientClient } from '../adapters/aws/resilient-client.ts';
import { createEventBridgeClient } from '../adapters/eventbridge/client.ts';
import { createCircuitTelemetry } from '../adapters/telemetry/circuit-telemetry.ts';
import { createDependencyPolicy } from '../resilience/dependency-policy.ts';
import { once } from './once.ts';
import { environment, logger, metrics, region } from './platform.ts';

/** The service's bus. An event that is sent twice does no harm, since its id stays the same. */
export const eventBus = /* @__PURE__ */ once(() => ({
  client: resilientClient(
    createEventBridgeClient({ region, endpoint: environment.eventbridgeEndpoint }),
    createDependencyPolicy({
      name: 'event-bus',
      isFailure: isAwsOutage,
      isRetryable: isRetryableAwsFailure,
      tryTimeoutMs: 2_500,
      // Shorter than the deadline of freshness, so that a bus that is back is noticed in time.
      circuit: { openMs: 5_000 },
      onTransition: createCircuitTelemetry('event-bus', logger, metrics),
    }),
  ),
  busName: environment.eventBusName,
}));
