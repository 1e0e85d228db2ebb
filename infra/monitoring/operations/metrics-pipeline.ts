import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { routes } from '../../../lib/contract/routes.ts';
import { functionName } from '../../names.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { refusedLines, undeliveredLines } from '../log-lines.ts';
import { metricOf } from '../metric-of.ts';
import type { Monitored } from '../monitored.ts';
import { apiMetric, functionMetric } from '../platform-metrics.ts';
import { sloEvents } from '../slo-events.ts';
import { sumOf } from '../sum-of.ts';

const lasting = { breaching: 3, of: 3 } as const;
const quietIsFine = TreatMissingData.NOT_BREACHING;

/**
 * The canary is judged every minute, also at night. It cannot be while the database is down; requests that fail
 * for it can, and then the figures are right.
 */
const silent = (): AlarmDeclaration => {
  return {
    id: 'metrics-silent',
    meaning:
      'No metric of the service has arrived for 15 minutes: neither judged requests nor canaries, which need no client.',
    runbook: 'metrics-pipeline.md#metrics-silent',
    metric: sumOf('requests and canaries judged', [
      metricOf('order_service_canary_total', { outcome: 'returned' }),
      metricOf('order_service_canary_total', { outcome: 'lost' }),
      sloEvents('availability', 5).all,
    ]),
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    ...lasting,
    missing: TreatMissingData.BREACHING,
  };
};

type UnjudgedRouteId = 'health-live' | 'health-ready' | 'metrics' | 'stripe-webhook';

const labelsOf = (routeId: UnjudgedRouteId) => {
  const { method, path: endpoint } = routes[routeId];
  return { method, endpoint };
};

/** Requests to a route that a function answered: each has one sample of its duration. */
const answeredBy = (routeId: UnjudgedRouteId) =>
  metricOf('order_service_request_duration_seconds', labelsOf(routeId), { statistic: 'SampleCount' });

const failedBy = (routeId: UnjudgedRouteId) =>
  metricOf('order_service_requests_total', { ...labelsOf(routeId), status: 'error' });

/**
 * Answers of routes without an objective; the requests of clients to them are no judged ones. Scrapes and webhooks that fail
 * are mistakes of clients, mostly, which the gateway counts.
 */
const unjudgedAnswers = {
  expression: 'live - checks - (scrapes - failedScrapes) - (webhooks - failedWebhooks)',
  usingMetrics: {
    live: answeredBy('health-live'),
    checks: answeredBy('health-ready'),
    scrapes: answeredBy('metrics'),
    failedScrapes: failedBy('metrics'),
    webhooks: answeredBy('stripe-webhook'),
    failedWebhooks: failedBy('stripe-webhook'),
  },
} as const;

/**
 * Part of the answers that has to be judged. Browsers ask before requests of a page whether it may send them; the gateway
 * answers that itself and counts it. So a stage for pages has up to one more answer to each request, mistakes included.
 */
const leastJudged = ({ stage }: Monitored) =>
  stage.settings.corsOrigins.length > 0 ? { share: 0.25, words: 'a quarter' } : { share: 0.5, words: 'half' };

/**
 * The gateway counts answers, the functions and the access log count judged requests. Both sets are the answers other
 * than 4xx of routes with an objective; where they part, judgements are lost. Only repeated answers and those to preflights
 * are in the first alone.
 */
const unjudged = (monitored: Monitored): AlarmDeclaration => {
  const { apiId } = monitored;
  const { share, words } = leastJudged(monitored);
  const expected = `(answers - mistakes - ${unjudgedAnswers.expression})`;
  return {
    id: 'requests-not-judged',
    meaning: `Requests get answers other than 4xx, but fewer than ${words} of them are judged against the availability objective.`,
    runbook: 'metrics-pipeline.md#requests-not-judged',
    metric: new MathExpression({
      expression: `IF(${expected} >= 20, judged / ${expected}, 1)`,
      usingMetrics: {
        judged: sloEvents('availability', 5).all,
        answers: apiMetric('Count', apiId),
        mistakes: apiMetric('4xx', apiId),
        ...unjudgedAnswers.usingMetrics,
      },
      label: 'judged requests',
    }),
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: share,
    ...lasting,
    // A night without requests has no data; whether metrics arrive at all is for `metrics-silent` to say.
    missing: quietIsFine,
  };
};

/** Each alarm means that no figure can be trusted. Alone it pages no one: both belong to the same page. */
export const blindnessAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  silent(),
  unjudged(monitored),
];

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
    {
      id: 'log-delivery-failing',
      severity: 'ticket',
      meaning:
        'CloudWatch Logs cannot deliver lines to the functions that read them: `/metrics` is stale, or unanswered requests are not judged.',
      runbook: 'metrics-pipeline.md#log-delivery-failing',
      metric: sumOf('lines not handed over', undeliveredLines(monitored)),
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 0,
      ...lasting,
      missing: quietIsFine,
    },
  ];
};
