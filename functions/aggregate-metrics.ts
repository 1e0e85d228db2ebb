import type { CloudWatchLogsEvent } from 'aws-lambda';
import { aggregatorHandler, composeAggregateLines } from '../lib/composition/metrics.ts';
import { unpackLogBatch } from '../lib/middleware/logs/log-pipeline.ts';

const aggregateLines = composeAggregateLines();

export const handler = aggregatorHandler(
  'aggregate-metrics',
  async ({ event, signal }: { event: CloudWatchLogsEvent; signal: AbortSignal }) => ({
    report: await aggregateLines(await unpackLogBatch(event), { signal }),
    response: undefined,
  }),
);
