import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { functionName } from '../../names.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { refusedLines, undeliveredAnswers } from '../log-lines.ts';
import { metricOf, requestsOf } from '../metric-of.ts';
import type { Monitored } from '../monitored.ts';
import { functionMetric } from '../platform-metrics.ts';
import { sloEvents } from '../slo-events.ts';
import { sumOf } from '../sum-of.ts';

const lasting = { breaching: 3, of: 3 } as const;
const quietIsFine = TreatMissingData.NOT_BREACHING;

/** Fewer answers in a period may be late, or repeated ones. */
const fewAnswers = 20;

/**
 * No figure can be trusted while it is in alarm. Its value is 2 while nothing arrives: the canary is judged every minute, also
 * at night. It cannot be while the database is down; requests that fail for it can, and then the figures are right. Its
 * value is 1 while answers have to be judged and fewer than half of them are. Repeated answers are not judged.
 */
export const blindness = (): AlarmDeclaration => {
  const canary = (outcome: 'returned' | 'lost') => metricOf('order_service_canary_total', { outcome });
  const nothingArrived = '(FILL(returned, 0) + FILL(lost, 0) + FILL(judged, 0)) < 1';
  const halfLost = 'FILL(judged, 0) < (0.5 * FILL(answers, 0))';
  return {
    id: 'metrics-blind',
    severity: 'page',
    meaning:
      'The metrics of the service are unreliable: for 15 minutes, neither judged requests nor canaries arrived (value 2 or more), or fewer than half of the answers that have to be judged were judged (value 1). Pages and tickets about error budgets are suppressed until they recover.',
    runbook: 'metrics-pipeline.md#metrics-blind',
    metric: new MathExpression({
      // A sum, so that no part of it depends on data that a quiet stage does not have.
      expression: `(2 * (${nothingArrived})) + ((FILL(answers, 0) >= ${fewAnswers}) * (${halfLost}))`,
      usingMetrics: {
        returned: canary('returned'),
        lost: canary('lost'),
        judged: sloEvents('availability', 5).all,
        answers: requestsOf('order_service_gateway_judgeable_requests'),
      },
      label: 'blindness: 2 without metrics, 1 with too few judged requests',
    }),
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    ...lasting,
    missing: TreatMissingData.BREACHING,
  };
};

/**
 * A line is an invocation. A few hardly move a ratio; when half of the requests have none, they are not judged. Of the
 * objectives that are not about requests, only this tells.
 */
const rejected = (monitored: Monitored): AlarmDeclaration => ({
  id: 'metrics-rejected',
  severity: 'ticket',
  meaning:
    'CloudWatch repeatedly rejects metrics of the functions; rejected metrics are missing from every figure.',
  runbook: 'metrics-pipeline.md#metrics-rejected',
  metric: sumOf('refused lines', refusedLines(monitored)),
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0,
  ...lasting,
  missing: quietIsFine,
});

/** Counts that no later run adds by itself. The job that redrives batches counts those that it leaves in each of its runs. */
const countsMissing = (): AlarmDeclaration => {
  const reading = { period: Duration.minutes(15) };
  return {
    id: 'counts-missing',
    severity: 'ticket',
    meaning:
      'Counts are missing from the totals of `/metrics`: counter lines were malformed or too old, or a batch of lines was left after all of its tries.',
    runbook: 'metrics-pipeline.md#counts-missing',
    outlastsMetric: true,
    metric: sumOf('missing counts', [
      metricOf('order_service_metrics_lines_total', { outcome: 'malformed' }, reading),
      metricOf('order_service_metrics_lines_total', { outcome: 'expired' }, reading),
      metricOf('order_service_given_up_batches_total', { outcome: 'abandoned' }, reading),
    ]),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    breaching: 1,
    of: 1,
    missing: quietIsFine,
  };
};

/**
 * The line of the canary is handed to the aggregator every minute, also at night: without an invocation, nothing is delivered,
 * whatever the reason. The gateway has lines for a function only when requests got no answer, so their failures are counted.
 */
const deliveryFailing = (monitored: Monitored): AlarmDeclaration => {
  const lost = undeliveredAnswers(monitored).map((metric, index) => [`lost${index}`, metric] as const);
  return {
    id: 'log-delivery-failing',
    severity: 'ticket',
    meaning:
      'CloudWatch Logs delivers no lines to the functions that read them: `/metrics` is stale, or unanswered requests are not judged.',
    runbook: 'metrics-pipeline.md#log-delivery-failing',
    metric: new MathExpression({
      // Lambda has no count of a period without invocations, where numbers of lost lines may be 0.
      expression: ['(FILL(batches, 0) < 1)', ...lost.map(([name]) => name)].join(' + '),
      usingMetrics: {
        batches: functionMetric('Invocations', functionName(monitored.stage, 'aggregate-metrics')),
        ...Object.fromEntries(lost),
      },
      label: 'lines not handed over',
    }),
    comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 0,
    ...lasting,
    missing: TreatMissingData.BREACHING,
  };
};

/** Alarms on the way of log lines into CloudWatch's metrics and to `/metrics`. */
export const pipelineAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => {
  const readers = (['aggregate-metrics', 'judge-unanswered'] as const).map((id) =>
    functionName(monitored.stage, id),
  );
  return [
    rejected(monitored),
    countsMissing(),
    {
      id: 'aggregator-failing',
      severity: 'ticket',
      meaning:
        'A function that reads logs (aggregate-metrics, judge-unanswered) fails or is throttled: `/metrics` is stale, and unanswered requests are not judged. No count is lost yet.',
      runbook: 'metrics-pipeline.md#aggregator-failing',
      metric: sumOf(
        'errors and throttles of readers of logs',
        readers.flatMap((reader) => [functionMetric('Errors', reader), functionMetric('Throttles', reader)]),
      ),
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      ...lasting,
      missing: quietIsFine,
    },
    {
      id: 'aggregator-dropping',
      severity: 'ticket',
      meaning:
        'The failure bucket refused batches of log lines that a reader of logs gave up: their lines exist in the log groups only, and no job processes them.',
      runbook: 'metrics-pipeline.md#aggregator-dropping',
      outlastsMetric: true,
      // Batches in the bucket are not counted: `redrive-batches` processes them, and `counts-missing` reports those that it leaves.
      metric: sumOf(
        'batches without a copy',
        readers.map((reader) => functionMetric('DestinationDeliveryFailures', reader)),
      ),
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      breaching: 1,
      of: 1,
      missing: quietIsFine,
    },
    deliveryFailing(monitored),
  ];
};
