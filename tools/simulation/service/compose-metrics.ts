import { aggregateLines, createAggregationTelemetry } from '../../../lib/metrics/aggregator.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createDynamoRedriveTries } from '../../../lib/metrics/dynamo-redrive-tries.ts';
import { foldEnvironments } from '../../../lib/metrics/fold-environments.ts';
import { redriveBatches } from '../../../lib/metrics/redrive-batches.ts';
import { createLogPipeline, unpackLogBatch } from '../../../lib/middleware/logs/log-pipeline.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { tableNames } from '../world/database.ts';
import type { Platform } from './compose-platform.ts';
import { silentMetrics } from './silent-telemetry.ts';

/** Aggregator and folding of one execution environment, as in lib/composition/metrics.ts. */
export const composeMetrics = (platform: Platform) => {
  const { client, clock, logger, retryOnConflict, pipeline } = platform;
  const store = createDynamoMetricsStore({ client, tableName: tableNames.metrics });
  const aggregate = aggregateLines({
    store,
    clock,
    retryOnConflict,
    telemetry: createAggregationTelemetry(logger, silentMetrics),
  });
  return {
    aggregate: createLogPipeline({ ...pipeline, metrics: silentMetrics })('aggregate-metrics', aggregate),
    redriveBatches: redriveBatches({
      batches: platform.cloud.logs.givenUpBatches,
      tries: createDynamoRedriveTries({ client, tableName: tableNames.metrics }),
      consume: {
        'aggregate-metrics': (event, options) => aggregate(unpackLogBatch(event), options),
        'judge-unanswered': async () => {},
      },
      clock,
      drain: platform.drain(4),
      onOutcome: () => {},
      onFailure: ({ key }, error) => logger.warn(logEvents.batchFailedAgain, { key, error }),
    }),
    foldEnvironments: foldEnvironments({
      store,
      clock,
      drain: platform.drain(10),
      onFolded: () => {},
      onFailure: (_, error) => logger.warn(logEvents.environmentNotFolded, { error }),
    }),
  };
};
