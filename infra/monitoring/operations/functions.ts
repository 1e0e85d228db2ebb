import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { functionName } from '../../names.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { type AlarmGroup, alarmGroups } from '../alarm-groups.ts';
import { codeCacheAlarm } from '../code-cache.ts';
import { metricOf } from '../metric-of.ts';
import { functionClasses, type Monitored } from '../monitored.ts';
import { apiMetric, functionMetric } from '../platform-metrics.ts';
import { sumOf } from '../sum-of.ts';

const { method, path: endpoint } = routes['health-ready'];
const readiness = { method, endpoint } as const;

const groups = alarmGroups<FunctionId>(functionClasses);

type Group = AlarmGroup<FunctionId>;

const of = (metric: 'Errors' | 'Throttles', { stage }: Monitored, { name, ids }: Group) =>
  sumOf(
    `${metric} of ${name}`,
    ids.map((id) => functionMetric(metric, functionName(stage, id), { period: Duration.minutes(15) })),
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
const failing = (monitored: Monitored, group: Group): AlarmDeclaration => ({
  ...single,
  id: `function-errors-${group.name}`,
  meaning: `Functions (${group.name}) timed out, crashed or did not start at least 3 times in 15 minutes.`,
  runbook: 'functions.md#function-errors',
  metric: of('Errors', monitored, group),
  threshold: 3,
});

const throttled = (monitored: Monitored, group: Group): AlarmDeclaration => ({
  ...single,
  id: `function-throttles-${group.name}`,
  meaning: `Lambda throttles functions (${group.name}): the concurrency limit is reached.`,
  runbook: 'functions.md#function-throttles',
  metric: of('Throttles', monitored, group),
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
  ...groups.map((group) => failing(monitored, group)),
  ...rareJobs.map((job) => failingJob(job, monitored)),
  ...groups.map((group) => throttled(monitored, group)),
  codeCacheAlarm(monitored),
];
