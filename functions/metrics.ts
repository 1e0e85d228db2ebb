import { scopedHandler } from '../lib/composition/api.ts';
import { composeReadMetrics } from '../lib/composition/metrics.ts';
import { scrapeHeadersSchema } from '../lib/contract/schemas/scrape-headers.ts';
import { compressed } from '../lib/metrics/exposition/negotiation.ts';
import { presentMetrics } from '../lib/metrics/exposition/formats.ts';

const readMetrics = composeReadMetrics();

export const handler = scopedHandler(
  'metrics',
  { headers: scrapeHeadersSchema },
  async ({ headers, options }) =>
    compressed(presentMetrics(await readMetrics(options), headers['accept']), headers['accept-encoding']),
);
