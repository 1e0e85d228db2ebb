import type { MetricsPublisher, MetricsRecorder } from '../../../lib/metrics/recorder.ts';
import type { ContextLogger } from '../../../lib/platform/logging/context-logger.ts';
import type { World } from '../world/world.ts';

const nothing = () => {};

/** Metrics that nobody reads: the business counters of the simulation are in the database. */
export const silentMetrics: MetricsRecorder & MetricsPublisher = {
  increment: nothing,
  observe: nothing,
  set: nothing,
  publish: nothing,
};

/** Logs warnings and errors as steps of the story. */
export const storyLogger = (world: World, who: string): ContextLogger => {
  const tell: ContextLogger['warn'] = ({ code, message }, { error } = {}) =>
    world.note(who, `logs ${code} ${message}${error instanceof Error ? `: ${error.message}` : ''}`);
  return { begin: nothing, bind: nothing, end: nothing, info: nothing, warn: tell, error: tell };
};
