import type { StoreOutcome } from '../../../lib/middleware/api/idempotency.ts';
import { createPipeline, type PipelineDependencies } from '../../../lib/middleware/api/pipeline.ts';
import { withDeadline } from '../../../lib/platform/resilience/deadline.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../doubles/recording-metrics.ts';

/**
 * A pipeline whose log and metrics can be read, with a journal of what it told them, in order.
 * @param storeOutcome where the answers of failed commands go; `null` when there is no such place.
 */
export const createRecordedPipeline = (
  storeOutcome: StoreOutcome | null = async () => ({ stored: true }),
) => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  const journal: string[] = [];
  const listened = {
    logger: {
      begin: (context) => {
        journal.push('begin');
        logger.begin(context);
      },
      bind: (keys) => {
        journal.push(`bind ${Object.keys(keys)}`);
        logger.bind(keys);
      },
      end: () => {
        journal.push('end');
        logger.end();
      },
      info: (event, fields) => {
        journal.push(`log ${event.code}`);
        logger.info(event, fields);
      },
      warn: (event, fields) => {
        journal.push(`log ${event.code}`);
        logger.warn(event, fields);
      },
      error: (event, fields) => {
        journal.push(`log ${event.code}`);
        logger.error(event, fields);
      },
    },
    metrics: {
      increment: (name, labels, by) => {
        journal.push(`count ${name}`);
        metrics.increment(name, labels, by);
      },
      observe: (name, labels, value) => {
        journal.push(`observe ${name}`);
        metrics.observe(name, labels, value);
      },
      set: (name, labels, value) => {
        journal.push(`set ${name}`);
        metrics.set(name, labels, value);
      },
      publish: (metadata) => {
        journal.push('publish');
        metrics.publish(metadata);
      },
    },
  } satisfies Pick<PipelineDependencies, 'logger' | 'metrics'>;
  const apiHandler = createPipeline({
    ...listened,
    now: Date.now,
    newCorrelationId: () => 'generated-id',
    withDeadline: (remainingMs, work) => withDeadline({ remainingMs, reserveMs: 500 }, work),
    ...(storeOutcome && {
      storeOutcome: (...parameters) => {
        journal.push('store outcome');
        return storeOutcome(...parameters);
      },
    }),
  });
  return { apiHandler, logger, metrics, journal };
};
