import { CfnServiceLevelObjective } from 'aws-cdk-lib/aws-applicationsignals';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { slos } from '../../lib/contract/slos.ts';
import { burnAlerts } from '../../lib/slo/burn-alerts.ts';
import { monitorName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { ServiceObjective } from './slo-alarms.ts';
import { sloEvents } from './slo-events.ts';

type Query = CfnServiceLevelObjective.MetricDataQueryProperty;

const periodMinutes = 1;

/** Application Signals reports burn rates over these windows, which are those of the alarms. */
const lookBackWindows = (objective: ServiceObjective): number[] =>
  [
    ...new Set(burnAlerts(objective).flatMap(({ shortMinutes, longMinutes }) => [shortMinutes, longMinutes])),
  ].sort((left, right) => left - right);

const query = (id: string, { namespace, metricName, dimensions, statistic, period }: Metric): Query => ({
  id,
  metricStat: {
    metric: {
      namespace,
      metricName,
      dimensions: Object.entries(dimensions ?? {}).map(([name, value]) => ({ name, value })),
    },
    period: period.toSeconds(),
    stat: statistic,
  },
  returnData: true,
});

const addObjective = (scope: Construct, stage: Stage, objective: ServiceObjective): void => {
  const { id, description, target, windowDays } = objective;
  const { bad, all } = sloEvents(id, periodMinutes);
  new CfnServiceLevelObjective(scope, `${id}-objective`, {
    name: monitorName(stage, id),
    description,
    requestBasedSli: {
      requestBasedSliMetric: {
        monitoredRequestCountMetric: { badCountMetric: [query('bad', bad)] },
        totalRequestCountMetric: [query('all', all)],
      },
    },
    goal: {
      attainmentGoal: Number(target),
      interval: { rollingInterval: { duration: windowDays, durationUnit: 'DAY' } },
    },
    burnRateConfigurations: lookBackWindows(objective).map((lookBackWindowMinutes) => ({
      lookBackWindowMinutes,
    })),
  });
};

/** The declared objectives as CloudWatch's own: reports on budgets and burn rates in its console. It has no alarms. */
export const addApplicationSignals = (scope: Construct, stage: Stage): void => {
  for (const objective of Object.values(slos)) addObjective(scope, stage, objective);
};
