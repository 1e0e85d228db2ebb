import type { ApiResponse } from '../../platform/response.ts';
import { familiesOf } from './families.ts';
import { contentTypeOf, negotiateFormat } from './negotiation.ts';
import { openMetricsText } from './openmetrics-text.ts';
import { prometheusText } from './prometheus-text.ts';
import type { MetricsReading } from './families.ts';

const writers = { text: prometheusText, openMetrics: openMetricsText } as const;

/** All metrics, in the format that the client wants. @param accept the `Accept` header. */
export const presentMetrics = (reading: MetricsReading, accept: string | undefined): ApiResponse => {
  const format = negotiateFormat(accept);
  return {
    statusCode: 200,
    headers: {
      'Content-Type': contentTypeOf(format),
      'Cache-Control': 'no-store',
      Vary: 'Accept, Accept-Encoding',
    },
    body: writers[format](familiesOf(reading)),
  };
};
