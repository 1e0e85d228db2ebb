import { serviceName } from '../../../lib/contract/service.ts';
import {
  createMetricsRecorder,
  type InvocationMetrics,
  type MetricsRecorder,
} from '../../../lib/metrics/recorder.ts';
import type { ContextLogger, RequestLogKeys } from '../../../lib/platform/logging/context-logger.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import type { ExecutionEnvironment } from '../world/execution-environment.ts';
import type { LogSubscription } from '../world/log-subscription.ts';
import type { World } from '../world/world.ts';

const nothing = () => {};

/** Metrics of a history that does not simulate the log pipeline: its business counters are in the database. */
export const silentMetrics: MetricsRecorder & InvocationMetrics = {
  increment: nothing,
  observe: nothing,
  set: nothing,
  take: () => [],
};

/** Log stream of an execution environment, which its counts are named by as well. */
const streamOf = (name: string): string => name.replace('#', '-');

/** Counts of an execution environment. */
export const createCountingMetrics = ({
  name,
  clock,
}: ExecutionEnvironment): MetricsRecorder & InvocationMetrics => {
  const [fn = ''] = name.split('#');
  const counting = { fn, env: streamOf(name), clock };
  return createMetricsRecorder({ service: serviceName, namespace: 'simulation', counting });
};

/** Logs warnings and errors as steps of the story, and prints the metrics of each invocation. */
export const storyLogger = (
  world: World,
  who: string,
  logs: Pick<LogSubscription, 'print'>,
): ContextLogger => {
  let bound: RequestLogKeys = {};
  const tell: ContextLogger['warn'] = ({ code, message }, { error } = {}) =>
    world.note(who, `logs ${code} ${message}${error instanceof Error ? `: ${error.message}` : ''}`);
  return {
    begin: () => {
      bound = {};
    },
    bind: (keys) => {
      bound = { ...bound, ...keys };
    },
    end: (metrics) => {
      for (const part of metrics) logs.print(streamOf(who), lineWithMetrics(bound, part));
    },
    debug: nothing,
    info: nothing,
    warn: tell,
    error: tell,
  };
};
