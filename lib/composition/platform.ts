import { randomBytes, randomUUID } from 'node:crypto';
import { serviceName } from '../contract/service.ts';
import { createMetricsRecorder } from '../metrics/recorder.ts';
import type { CallOptions } from '../platform/call-options.ts';
import { createContextLogger } from '../platform/logging/context-logger.ts';
import { withDeadline } from '../platform/resilience/deadline.ts';
import { readEnvironment } from './env.ts';

export const environment = readEnvironment();
export const { region, tokenSettings } = environment;
export const clock = Date.now;
export const newCorrelationId = randomUUID;
export const logger = createContextLogger(serviceName, environment.logLevel, process, environment);
export const cloudWatch = { service: serviceName, namespace: environment.metricsNamespace } as const;
export const metrics = createMetricsRecorder({
  ...cloudWatch,
  version: environment.functionVersion,
  counting: {
    fn: environment.functionName,
    env: `${clock().toString(16)}-${randomBytes(8).toString('hex')}`,
    clock,
  },
});

/** Kept back from a function's timeout, in milliseconds, to answer and to print logs and metrics. */
const reserveMs = 500;

/** Collaborators of all handlers that call a dependency. */
export const pipeline = {
  logger,
  metrics,
  now: clock,
  newCorrelationId,
  tokenSettings,
  withDeadline: <T>(remainingMs: number, work: (options: CallOptions) => Promise<T>) =>
    withDeadline({ remainingMs, reserveMs }, work),
};
