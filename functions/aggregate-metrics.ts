import { aggregatorHandler, composeAggregateLines } from '../lib/composition/metrics.ts';

export const handler = aggregatorHandler('aggregate-metrics', composeAggregateLines());
