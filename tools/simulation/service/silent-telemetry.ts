import { serviceName } from '../../../lib/contract/service.ts';
import {
  createMetricsRecorder,
  type MetricsPublisher,
  type MetricsRecorder,
} from '../../../lib/metrics/recorder.ts';
import type { ContextLogger } from '../../../lib/platform/logging/context-logger.ts';
import type { ExecutionEnvironment } from '../world/execution-environment.ts';
import type { LogSubscription } from '../world/log-subscription.ts';
import type { World } from '../world/world.ts';

const nothing = () => {};

/** Metrics of a history that does not simulate the log pipeline: its business counters are in the database. */
export const silentMetrics: MetricsRecorder & MetricsPublisher = {
  increment: nothing,
  observe: nothing,
  set: nothing,
  publish: nothing,
};

/** Counts of an execution environment, which it prints at the end of each invocation. */
export const createCountingMetrics = (
  logs: Pick<LogSubscription, 'print'>,
  { name, clock }: ExecutionEnvironment,
): MetricsRecorder & MetricsPublisher => {
  const [fn = ''] = name.split('#');
  const env = name.replace('#', '-');
  return createMetricsRecorder(
    { service: serviceName, namespace: 'simulation', counting: { fn, env, clock } },
    (line) => logs.print(env, line),
  );
};

/** Logs warnings and errors as steps of the story. */
export const storyLogger = (world: World, who: string): ContextLogger => {
  const tell: ContextLogger['warn'] = ({ code, message }, { error } = {}) =>
    world.note(who, `logs ${code} ${message}${error instanceof Error ? `: ${error.message}` : ''}`);
  return { begin: nothing, bind: nothing, end: nothing, info: nothing, warn: tell, error: tell };
};
