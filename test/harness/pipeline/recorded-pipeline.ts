import { defaultTokenSettings, type TokenSettings } from '../../../lib/contract/token-settings.ts';
import { createDefaultHandler } from '../../../lib/middleware/api/default-handler.ts';
import type { StoreOutcome } from '../../../lib/middleware/api/idempotency.ts';
import { createProbeHandler, type PipelineDependencies } from '../../../lib/middleware/api/pipeline.ts';
import { createRawHandler } from '../../../lib/middleware/api/raw-handler.ts';
import {
  createIdempotentHandler,
  createPublicHandler,
  createScopedHandler,
} from '../../../lib/middleware/api/route-handlers.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { withDeadline } from '../../../lib/platform/resilience/deadline.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../doubles/recording-metrics.ts';

/**
 * Makers of handlers whose log and metrics can be read, with a journal of the calls to them, in order.
 * @param storeOutcome stores the responses of failed commands.
 * @param frozen the time of all of them, in milliseconds since 1970.
 */
export const createRecordedPipeline = (
  storeOutcome: StoreOutcome = async () => ({ stored: true }),
  tokenSettings: TokenSettings = defaultTokenSettings,
  frozen: number = Date.now(),
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
      end: (parts, event, fields) => {
        journal.push(`end ${event?.code}`);
        logger.end(parts, event, fields);
      },
      debug: (event, fields) => {
        journal.push(`log ${event.code}`);
        logger.debug(event, fields);
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
      take: () => {
        journal.push('take metrics');
        return metrics.take();
      },
    },
  } satisfies Pick<PipelineDependencies, 'logger' | 'metrics'>;
  const dependencies = {
    ...listened,
    now: () => frozen,
    newCorrelationId: () => 'generated-id',
    tokenSettings,
    withDeadline: <T>(remainingMs: number, work: (options: CallOptions) => Promise<T>) =>
      withDeadline({ remainingMs, reserveMs: 500 }, work),
  };
  return {
    defaultHandler: createDefaultHandler(dependencies),
    probeHandler: createProbeHandler(dependencies),
    publicHandler: createPublicHandler(dependencies),
    rawHandler: createRawHandler(dependencies),
    scopedHandler: createScopedHandler(dependencies),
    idempotentHandler: createIdempotentHandler({
      ...dependencies,
      storeOutcome: (...parameters) => {
        journal.push('store outcome');
        return storeOutcome(...parameters);
      },
    }),
    logger,
    metrics,
    journal,
  };
};
