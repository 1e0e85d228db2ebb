import type { Dependency } from '../../../lib/contract/service.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../../../lib/platform/aws/aws-failure.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';

/** How a command calls AWS: an operator waits, and nobody else is held up. */
export const operatorPolicy = (name: Dependency) =>
  createDependencyPolicy({
    name,
    isFailure: isAwsOutage,
    isRetryable: isRetryableAwsFailure,
    tryTimeoutMs: 5_000,
    retry: { maxAttempts: 5, budget: { callsPerRetry: 1 } },
  });
