import {
  aggregateLines,
  createAggregationTelemetry,
  type LogBatch,
} from '../../../lib/metrics/aggregator.ts';
import { createDynamoMetricsStore } from '../../../lib/metrics/dynamo-metrics-store.ts';
import { createDynamoRedriveTries } from '../../../lib/metrics/dynamo-redrive-tries.ts';
import { createDynamoUnansweredStore } from '../../../lib/metrics/dynamo-unanswered-store.ts';
import { foldEnvironments } from '../../../lib/metrics/fold-environments.ts';
import { redriveBatches } from '../../../lib/metrics/redrive-batches.ts';
import { judgeUnansweredRequests } from '../../../lib/metrics/unanswered-requests.ts';
import { createLogPipeline, unpackLogBatch } from '../../../lib/middleware/logs/log-pipeline.ts';
import { unlimitedCall } from '../../../lib/platform/call-options.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { redrive } from '../../operator/metrics-command/redrive.ts';
import { tableNames } from '../world/database.ts';
import type { Platform } from './compose-platform.ts';
import { silentMetrics } from './silent-telemetry.ts';

const storesOf = ({ client, clock, random }: Platform) => {
  const table = { client, tableName: tableNames.metrics };
  return {
    store: createDynamoMetricsStore(table),
    unanswered: createDynamoUnansweredStore(table, { clock, random }),
    tries: createDynamoRedriveTries(table),
  };
};

/** Readers of logs, their redrive and the folding of one execution environment, as in lib/composition/metrics.ts. */
export const composeMetrics = (platform: Platform) => {
  const { clock, logger, retryOnConflict, pipeline } = platform;
  const { store, unanswered, tries } = storesOf(platform);
  const aggregate = aggregateLines({
    store,
    clock,
    retryOnConflict,
    telemetry: createAggregationTelemetry(logger, silentMetrics),
  });
  const judge = judgeUnansweredRequests({ store: unanswered, clock, logger, metrics: silentMetrics });
  const logs = createLogPipeline({ ...pipeline, metrics: silentMetrics });
  return {
    aggregate: logs('aggregate-metrics', aggregate),
    judgeUnanswered: logs('judge-unanswered', judge),
    redriveBatches: redriveBatches({
      batches: platform.cloud.logs.givenUpBatches,
      tries,
      consume: {
        'aggregate-metrics': (event, options) => aggregate(unpackLogBatch(event), options),
        'judge-unanswered': (event, options) => judge(unpackLogBatch(event), options),
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

/** The command of an operator that processes lines read from the logs, as in tools/operator/metrics.ts. */
export const composeRedrive = (platform: Platform) => {
  const stores = storesOf(platform);
  return (batches: readonly LogBatch[]) =>
    redrive(batches, { ...stores, now: platform.clock, print: () => {} }, unlimitedCall());
};
