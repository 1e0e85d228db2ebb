import { createCircuitTelemetry } from '../adapters/telemetry/emf-circuit-telemetry.ts';
import { isAwsOutage } from '../platform/aws/aws-failure.ts';
import { createDependencyPolicy } from '../platform/resilience/dependency-policy.ts';
import { once } from './once.ts';
import { logger, metrics } from './platform.ts';

export const secretsPolicy = /* @__PURE__ */ once(() =>
  createDependencyPolicy({
    name: 'secrets-manager',
    isFailure: isAwsOutage,
    tryTimeoutMs: 2_500,
    onTransition: createCircuitTelemetry('secrets-manager', logger, metrics),
  }),
);
