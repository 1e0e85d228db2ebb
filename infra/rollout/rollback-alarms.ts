import { Duration, Fn } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ServedRouteId } from '../../lib/contract/default-route.ts';
import { judgeRequest } from '../../lib/contract/judge-request.ts';
import { missedMember } from '../../lib/contract/metric-definition.ts';
import { type RouteId, routeEntries } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { liveAlias, metricsNamespaceOf } from '../../lib/contract/service.ts';
import { type SloId, sloIds, slos } from '../../lib/contract/slos.ts';
import { rollbackAlert, rollbackMinutes } from '../../lib/slo/rollback-alert.ts';
import type { OrderFunction } from '../constructs/order-function.ts';
import { runbookBaseUrl } from '../monitoring/runbook.ts';
import { functionName, monitorName } from '../names.ts';
import type { Stage } from '../stage.ts';

const customerScopes: ReadonlySet<string | null> = new Set([null, scopes.ordersRead, scopes.ordersWrite]);

/**
 * Routes that customers use and that objectives judge. Requests of staff are so few that a canary never gets enough of
 * them; the rehearsal decides about those functions.
 */
const customerRoutes = routeEntries
  .filter(([routeId, { scope }]) => {
    const isJudged = judgeRequest({ routeId, status: 200, durationMs: 0 }).length > 0;
    return isJudged && customerScopes.has(scope);
  })
  .map(([routeId]) => routeId);

/** Functions whose new versions an objective judges while they take part of the traffic. */
export const rolledBackBy: Readonly<Record<SloId, readonly RouteId[]>> = {
  availability: customerRoutes,
  'order-latency': ['create-order'],
  'payment-success': ['pay-order'],
  // Its events are published by a function of the stream, which is switched at once.
  'event-freshness': [],
};

interface Subject {
  readonly stage: Stage;
  readonly id: ServedRouteId;
  readonly deployed: OrderFunction;
}

const period = Duration.minutes(rollbackMinutes);

/** Metric of Lambda about one version alone, among the requests to the alias. */
const versionMetric = (metricName: 'Errors' | 'Invocations', { stage, id, deployed }: Subject): Metric => {
  const name = functionName(stage, id);
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: {
      FunctionName: name,
      Resource: `${name}:${liveAlias}`,
      ExecutedVersion: deployed.function.currentVersion.version,
    },
    statistic: 'Sum',
    period,
  });
};

/** Events that the new version missed; CloudWatch has this metric, and its price, only in hours with such events. */
const missedEvents = (slo: SloId, { stage, id, deployed }: Subject): Metric => {
  const { version } = deployed.function.currentVersion;
  const filter = new MetricFilter(deployed, `Missed-${slo}`, {
    logGroup: deployed.function.logGroup,
    filterPattern: FilterPattern.literal(Fn.join('', [`{ $.${missedMember}.${slo} = "`, version, '" }'])),
    metricNamespace: metricsNamespaceOf(stage.name),
    // CloudWatch Logs refuses a colon here.
    metricName: `missed_by_new_version/${slo}/${id}`,
    metricValue: '1',
  });
  return filter.metric({ statistic: 'Sum', period });
};

const addAlarm = (slo: SloId, subject: Subject): Alarm => {
  const { stage, id, deployed } = subject;
  const { threshold, minBadEvents } = rollbackAlert(slos[slo]);
  const crashes = slo === 'availability' && { crashed: versionMetric('Errors', subject) };
  const bad = crashes ? '(missed + crashed)' : 'missed';
  return new Alarm(deployed, `Rollback-${slo}`, {
    // The alarm on another version is another alarm: one that is updated keeps the state of the version before.
    alarmName: Fn.join('-', [
      monitorName(stage, `rollback-${id}-${slo}`),
      deployed.function.currentVersion.version,
    ]),
    alarmDescription:
      `${slos[slo].title}: the new version of ${id} misses more than ${Number(threshold) * 100} % of its events. ` +
      `CodeDeploy stops it. Runbook: ${runbookBaseUrl(stage)}/deployments.md#rollback`,
    metric: new MathExpression({
      expression: `IF(${bad} >= ${minBadEvents}, ${bad} / invoked, 0)`,
      usingMetrics: {
        missed: missedEvents(slo, subject),
        invoked: versionMetric('Invocations', subject),
        ...crashes,
      },
      period,
      label: 'bad events of the new version',
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: Number(threshold),
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
};

/** An alarm on the new version of a function for each objective that judges it. */
export const addRollbackAlarms = (subject: Subject): Alarm[] =>
  sloIds
    .filter((slo) => (rolledBackBy[slo] as readonly ServedRouteId[]).includes(subject.id))
    .map((slo) => addAlarm(slo, subject));
