import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { functionName } from '../../names.ts';
import { isScheduled } from '../../stage.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { codeCacheAlarm } from '../code-cache.ts';
import { requestsOf } from '../metric-of.ts';
import { functionClasses, type Monitored, observedConsumers, pulse } from '../monitored.ts';
import { apiMetric, functionMetric } from '../platform-metrics.ts';
import { sumOf } from '../sum-of.ts';

/** Functions that no client waits for. Of those of the API, the access log shows requests without an answer. */
const backgroundFunctions = ({ stage }: Monitored): Readonly<Record<string, readonly FunctionId[]>> => ({
  consumers: observedConsumers,
  jobs: functionClasses.jobs.filter((id) => !rareIds.has(id) && isScheduled(id, stage)),
});

const period = Duration.minutes(15);

const single = {
  severity: 'ticket',
  comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  breaching: 1,
  of: 1,
  missing: TreatMissingData.NOT_BREACHING,
} as const;

/** Jobs that run so seldom that their failures are lost among those of the others. */
const rareJobs = scheduleEntries.filter(([, { everyMinutes }]) => everyMinutes > 5);

const rareIds: ReadonlySet<string> = new Set(rareJobs.map(([id]) => id));

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
const failing = (name: string, ids: readonly FunctionId[], { stage }: Monitored): AlarmDeclaration => ({
  ...single,
  id: `function-errors-${name}`,
  meaning: `Functions (${name}) timed out, crashed or did not start at least 3 times in 15 minutes.`,
  runbook: 'functions.md#function-errors',
  metric: sumOf(
    `Errors of ${name}`,
    ids.map((id) => functionMetric('Errors', functionName(stage, id), { period })),
  ),
  threshold: 3,
});

/** Counted at the gateway, whose access log names the route; a metric of each function would cost twice as many as there are routes. */
const unanswered = (): AlarmDeclaration => ({
  ...single,
  id: 'requests-unanswered',
  meaning:
    'At least 3 requests in 15 minutes got no answer of a function of the API: it crashed, timed out, did not start or was throttled.',
  runbook: 'functions.md#requests-unanswered',
  metric: requestsOf('order_service_gateway_unanswered_requests', { period }),
  threshold: 3,
});

/**
 * All functions but the readers of logs, which have an alarm of their own, share the concurrency of the account. The
 * job that runs every minute is therefore throttled with the other jobs.
 */
const sharingConcurrency: readonly FunctionId[] = [...observedConsumers, pulse];

const throttled = ({ stage }: Monitored): AlarmDeclaration => ({
  ...single,
  id: 'function-throttles',
  meaning: 'Lambda throttles consumers or scheduled jobs: the concurrency limit of the account is reached.',
  runbook: 'functions.md#function-throttles',
  metric: sumOf(
    'Throttles',
    sharingConcurrency.map((id) => functionMetric('Throttles', functionName(stage, id), { period })),
  ),
  threshold: 1,
});

/**
 * Failures that clients see at the edge. It counts failures that no function is left to judge (throttles, timeouts of
 * the gateway, no permission to invoke), also while the metrics of the functions are missing.
 */
const edge = ({ apiId }: Monitored): AlarmDeclaration => ({
  id: 'api-server-errors',
  severity: 'page',
  meaning:
    'More than 5 % of the requests end with 5xx at API Gateway, including requests that no function counts.',
  runbook: 'functions.md#api-server-errors',
  metric: new MathExpression({
    // Without failures the filter writes nothing, and older periods would take the place of missing ones.
    expression: 'IF(FILL(failed, 0) >= 5, failed / requests, 0)',
    usingMetrics: {
      failed: requestsOf('order_service_gateway_failed_requests'),
      requests: apiMetric('Count', apiId),
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
  unanswered(),
  ...Object.entries(backgroundFunctions(monitored)).map(([name, ids]) => failing(name, ids, monitored)),
  ...rareJobs.map((job) => failingJob(job, monitored)),
  throttled(monitored),
  codeCacheAlarm(monitored),
];
