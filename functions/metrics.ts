import { scopedHandler } from '../lib/composition/api.ts';
import { composeReadMetrics } from '../lib/composition/metrics.ts';
import { scrapeHeadersSchema } from '../lib/contract/schemas/scrape-headers-schema.ts';
import { exposeMetrics } from '../lib/metrics/exposition.ts';

const readMetrics = composeReadMetrics();

export const handler = scopedHandler(
  'metrics',
  { headers: scrapeHeadersSchema },
  async ({ headers, options }) => exposeMetrics(await readMetrics(options), headers),
);
