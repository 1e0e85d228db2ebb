import { metrics } from '../../../lib/contract/metrics.ts';
import { functionName } from '../../names.ts';
import { refusedLines, undeliveredLines } from '../log-lines.ts';
import { metricOf } from '../metric-of.ts';
import type { Monitored } from '../monitored.ts';
import { functionMetric } from '../platform-metrics.ts';
import { sumOf } from '../sum-of.ts';
import { graph, heading, type Row } from './graph.ts';

const lag = metricOf(
  'order_service_metrics_ingest_lag_seconds',
  {},
  { statistic: 'Maximum', label: 'greatest lag' },
);

const dropped = (['malformed', 'expired'] as const).map((outcome) =>
  metricOf('order_service_metrics_lines_total', { outcome }, { label: outcome }),
);

const givenUp = metrics.order_service_given_up_batches_total.labels.outcome.map((outcome) =>
  metricOf('order_service_given_up_batches_total', { outcome }, { label: `batches ${outcome}` }),
);

/** The health of the metrics pipeline: lag, errors and lost lines. */
export const pipelineSection = (monitored: Monitored): readonly Row[] => {
  const aggregator = functionName(monitored.stage, 'aggregate-metrics');
  return [
    heading(
      'Metrics pipeline',
      'The time of the newest aggregated line is a gauge of `/metrics`, not of CloudWatch: `order_service_metrics_last_ingested_timestamp_seconds`.',
    ),
    [
      graph('From log line to total, over ten seconds', [lag], { width: 6, unit: 'seconds' }),
      graph('Batches of lines', [functionMetric('Invocations', aggregator, { label: 'aggregated' })], {
        width: 6,
        unit: 'batches per 5 minutes',
      }),
      graph(
        'Aggregator',
        [
          functionMetric('Errors', aggregator, { label: 'errors' }),
          functionMetric('Throttles', aggregator, { label: 'throttles' }),
          functionMetric('AsyncEventsDropped', aggregator, { label: 'batches given up' }),
          functionMetric('DestinationDeliveryFailures', aggregator, { label: 'batches without a copy' }),
          ...givenUp,
        ],
        { width: 6, unit: 'per 5 minutes' },
      ),
      graph(
        'Lost counter lines',
        [
          sumOf('refused by CloudWatch', refusedLines(monitored)),
          sumOf('not handed to readers', undeliveredLines(monitored)),
          ...dropped,
        ],
        {
          width: 6,
          unit: 'lines per 5 minutes',
        },
      ),
    ],
  ];
};
