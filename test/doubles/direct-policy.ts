import type { DependencyPolicy } from '../../lib/platform/resilience/dependency-policy.ts';

/** A policy that makes each call once and lets it take its time. */
export const directPolicy: Pick<DependencyPolicy, 'name' | 'execute'> = {
  name: 'dynamodb',
  execute: (options, call) => call(options),
};
