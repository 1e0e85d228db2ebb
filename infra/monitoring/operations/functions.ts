import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { routes } from '../../../lib/contract/routes.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { functionName } from '../../names.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { codeCacheAlarm } from '../code-cache.ts';
import { metricOf } from '../metric-of.ts';
import { type FunctionClass, functionClasses, type Monitored } from '../monitored.ts';
import { apiMetric, functionMetric } from '../platform-metrics.ts';
import { sumOf } from '../sum-of.ts';

const { method, path: endpoint } = routes['health-ready'];
const readiness = { method, endpoint } as const;

const classes = Object.keys(functionClasses) as readonly FunctionClass[];

const of = (name: 'Errors' | 'Throttles', { stage }: Monitored, functionClass: FunctionClass) =>
  sumOf(
    `${name} of ${functionClass}`,
    functionClasses[functionClass].map((id) =>
      functionMetric(name, functionName(stage, id), { period: Duration.minutes(15) }),
    ),
  );

const single = {
  severity: 'ticket',
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  breaching: 1,
  of: 1,
  missing: TreatMissingData.NOT_BREACHING,
} as const;

/** Jobs that run so seldom that their failures are lost among those of the others. */
const rareJobs = scheduleEntries.filter(([, { everyMinutes }]) => everyMinutes > 5);

const failingJob = (
  [id, { everyMinutes }]: (typeof rareJobs)[number],
  { stage }: Monitored,
): AlarmDeclaration => ({
  ...single,
  id: `function-errors-${id}`,
  meaning: `At least two of the last three runs of the scheduled job ${id} failed.`,
  runbook: 'functions.md#function-errors',
  metric: functionMetric('Errors', functionName(stage, id), { period: Duration.minutes(everyMinutes) }),
  threshold: 1,
  breaching: 2,
  of: 3,
});

/** Errors that a function did not answer itself: it timed out, ran out of memory or did not start. */
const failing = (monitored: Monitored, functionClass: FunctionClass): AlarmDeclaration => ({
  ...single,
  id: `function-errors-${functionClass}`,
  meaning: `Functions (${functionClass}) timed out, crashed or did not start at least 3 times in 15 minutes.`,
  runbook: 'functions.md#function-errors',
  metric: of('Errors', monitored, functionClass),
  threshold: 3,
});

const throttled = (monitored: Monitored, functionClass: FunctionClass): AlarmDeclaration => ({
  ...single,
  id: `function-throttles-${functionClass}`,
  meaning: `Lambda throttles functions (${functionClass}): the concurrency limit is reached.`,
  runbook: 'functions.md#function-throttles',
  metric: of('Throttles', monitored, functionClass),
  threshold: 1,
});

/**
 * Failures that clients see at the edge. It counts failures that no function is left to judge (throttles, timeouts of
 * the gateway, no permission to invoke), also while the metrics of the functions are missing. Readiness checks are
 * excluded from requests and failures, because probes are no requests of clients.
 */
const edge = ({ apiId, stage }: Monitored): AlarmDeclaration => ({
  id: 'api-server-errors',
  severity: 'page',
  meaning:
    'More than 5 % of the requests end with 5xx at API Gateway, including requests that no function counts.',
  runbook: 'functions.md#api-server-errors',
  metric: new MathExpression({
    expression: 'IF((failed - failedChecks) >= 5, (failed - failedChecks) / (requests - checks), 0)',
    usingMetrics: {
      failed: apiMetric('5xx', apiId),
      requests: apiMetric('Count', apiId),
      checks: functionMetric('Invocations', functionName(stage, 'health-ready')),
      failedChecks: metricOf('order_service_requests_total', { ...readiness, status: 'error' }),
    },
    label: 'requests answered with 5xx',
  }),
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0.05,
  breaching: 2,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});

/** Alarms on the functions and on the gateway in front of them. */
export const functionAlarms = (monitored: Monitored): readonly AlarmDeclaration[] => [
  edge(monitored),
  ...classes.map((name) => failing(monitored, name)),
  ...rareJobs.map((job) => failingJob(job, monitored)),
  ...classes.map((name) => throttled(monitored, name)),
  codeCacheAlarm(monitored),
];
