import { countedRefusals } from '../../../lib/contract/access-log.ts';
import { customMetrics } from '../../../lib/contract/cloudwatch-metrics.ts';
import type { CustomMetric } from '../../../lib/contract/metric-definition.ts';

const idOf = ({ name, dimensions }: CustomMetric): string =>
  JSON.stringify([
    name,
    ...Object.entries(dimensions)
      .map((entry) => entry.join('='))
      .sort(),
  ]);

const refusals = Object.keys(countedRefusals).map((name) => ({ name, dimensions: {} }));
const known = new Set([...customMetrics, ...refusals].map(idOf));

/** Whether functions emit, or the access log counts, a metric of this name with exactly these dimensions. */
export const isEmitted = (metric: CustomMetric): boolean => known.has(idOf(metric));
