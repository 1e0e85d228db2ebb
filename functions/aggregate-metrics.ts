import { composeAggregateLines, logsHandler } from '../lib/composition/metrics.ts';

export const handler = logsHandler('aggregate-metrics', composeAggregateLines());
