import type { Template } from 'aws-cdk-lib/assertions';
import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import {
  type AlarmState,
  type AlarmTemplate,
  alarmStates,
  type Published,
} from '../../../tools/diagnosis/alarms/alarm-evaluator.ts';
import { compileFilterPattern } from '../../../tools/local-cloud/logs/filter-pattern.ts';
import { resourcesOf } from '../infra/cloudformation.ts';

/** A new version of a function while it has a part of the traffic. */
export interface CanaryRun {
  readonly routeId: string;
  readonly version: string;
  /** Lines that its invocations printed. */
  readonly lines: readonly string[];
  readonly invoked: number;
  /** Invocations that ended without an answer. */
  readonly crashed?: number;
}

const minutes = 5;

/** A resource as it is deployed: the version of the template is the one that runs. */
const deployed = <T>(properties: T, version: string): T =>
  JSON.parse(
    JSON.stringify(properties).replaceAll(/\{"Fn::GetAtt":\["[^"]+","Version"\]\}/g, JSON.stringify(version)),
  );

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: unknown;
}

const keyOf = ({ Namespace, MetricName, Dimensions = [] }: Metric): string => {
  const named = (Dimensions as { Name: string; Value: unknown }[]).map(
    ({ Name, Value }) => `${Name}=${plainText(Value)}`,
  );
  return [Namespace, MetricName, ...named.sort()].join(' ');
};

/** Metrics of Lambda about requests to an alias that a version executed. */
const lambdaMetrics = (prefix: string, { routeId, version, invoked, crashed = 0 }: CanaryRun) => {
  const Dimensions = [
    { Name: 'FunctionName', Value: `${prefix}${routeId}` },
    { Name: 'Resource', Value: `${prefix}${routeId}:live` },
    { Name: 'ExecutedVersion', Value: version },
  ];
  const metric = (MetricName: string) => keyOf({ Namespace: 'AWS/Lambda', MetricName, Dimensions });
  return [[metric('Invocations'), invoked] as const, [metric('Errors'), crashed] as const];
};

/** Metrics that the filters of a template make of the lines. A filter that matches nothing publishes nothing. */
const filteredMetrics = (api: Template, { version, lines }: CanaryRun) =>
  resourcesOf(api, 'AWS::Logs::MetricFilter').flatMap(([, { Properties }]) => {
    const { FilterPattern, MetricTransformations } = deployed(Properties, version);
    const matching = lines.filter(compileFilterPattern(plainText(FilterPattern))).length;
    if (matching === 0) return [];
    const [{ MetricNamespace: Namespace, MetricName }] = MetricTransformations;
    return [[keyOf({ Namespace, MetricName }), matching] as const];
  });

/**
 * Plays the alarms on a new version of a function, over five minutes whose first has all the requests.
 * @param api template of the API's stack.
 * @param prefix of the names of functions and alarms.
 * @returns by the name of each alarm without prefix and version, the states that it was in.
 */
export const rollbackAlarmStates = (
  api: Template,
  run: CanaryRun,
  prefix = 'order-service-prod-',
): ReadonlyMap<string, readonly AlarmState[]> => {
  const known = new Map([...lambdaMetrics(prefix, run), ...filteredMetrics(api, run)]);
  const published: Published = (metric) => {
    const value = known.get(keyOf(metric));
    return (minute) => (minute === 0 ? value : undefined);
  };
  const begin = `${prefix}rollback-${run.routeId}-`;
  const alarms = resourcesOf(api, 'AWS::CloudWatch::Alarm')
    .map(([, { Properties }]) => deployed(Properties, run.version))
    .map((alarm) => ({ ...alarm, AlarmName: plainText(alarm.AlarmName) }) as AlarmTemplate)
    .filter(({ AlarmName }) => AlarmName.startsWith(begin));
  return new Map(
    alarms.map((alarm) => [
      alarm.AlarmName.slice(begin.length).replace(new RegExp(`-${run.version}$`), ''),
      alarmStates(alarm, published, minutes),
    ]),
  );
};

/** The objectives whose alarm on the new version was active. */
export const alarming = (states: ReadonlyMap<string, readonly AlarmState[]>): string[] =>
  [...states].flatMap(([name, each]) => (each.includes('ALARM') ? [name] : []));
