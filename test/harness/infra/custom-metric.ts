import { countedRequests } from '../../../lib/contract/access-log.ts';
import { customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import type { CustomMetric } from '../../../lib/contract/metric-definition.ts';

const idOf = ({ name, dimensions }: CustomMetric): string =>
  JSON.stringify([
    name,
    ...Object.entries(dimensions)
      .map((entry) => entry.join('='))
      .sort(),
  ]);

const requests = Object.keys(countedRequests).map((name) => ({ name, dimensions: {} }));
const known = new Set([...customMetrics, ...requests].map(idOf));

/** Whether functions emit, or the access log counts, a metric of this name with exactly these dimensions. */
export const isEmitted = (metric: CustomMetric): boolean => known.has(idOf(metric));
