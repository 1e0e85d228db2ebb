import type { CloudWatchLogsEvent } from 'aws-lambda';
import { aggregatorHandler, composeAggregateLines } from '../lib/composition/metrics.ts';
import { unpackLogBatch } from '../lib/middleware/logs/log-pipeline.ts';
import type { CallOptions } from '../lib/platform/call-options.ts';

const aggregateLines = composeAggregateLines();

export const handler = aggregatorHandler(
  'aggregate-metrics',
  async ({ event, options }: { event: CloudWatchLogsEvent; options: CallOptions }) => ({
    report: await aggregateLines(await unpackLogBatch(event), options),
    response: undefined,
  }),
);
