import { describe, expect, it } from 'vitest';
import {
  type AlarmTemplate,
  alarmStates,
  type Published,
} from '../../../tools/diagnosis/alarms/alarm-evaluator.ts';
import { type NamedMetric, publishersOf } from '../../harness/cloudwatch/emitted-metrics.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { stacks, ...templates } = synthesized();
const isPublished = publishersOf(Object.values(templates));
/** Its metric filters exist only where functions are bundled with their code cache, which no template of a test has. */
const onlyWithBundles = /-code-cache-rejected$/;

const alarms = resourcesOf(templates.monitoring, 'AWS::CloudWatch::Alarm')
  .map(([, { Properties }]) => [Properties.AlarmName as string, Properties as AlarmTemplate] as const)
  .filter(([name]) => !onlyWithBundles.test(name));

const metricsOf = ({ Metrics, Namespace = '', MetricName = '', Dimensions }: AlarmTemplate): NamedMetric[] =>
  Metrics?.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : [])) ?? [
    { Namespace, MetricName, Dimensions },
  ];

const keyOf = (metric: NamedMetric): string => JSON.stringify(metric);

/** Values published of a metric in a minute, from none to very many. */
const levels = [undefined, 0, 1, 1_000_000_000] as const;

/** Ways in which metrics can be at the levels: all at one level, or one or two at another than the others. */
function* waysOf(metrics: readonly NamedMetric[]): Generator<ReadonlyMap<string, number | undefined>, void> {
  for (const others of levels) {
    for (const level of levels) {
      for (const one of metrics) {
        for (const two of metrics) {
          yield new Map(
            metrics.map((metric) => [keyOf(metric), metric === one || metric === two ? level : others]),
          );
        }
      }
    }
  }
}

/** Only a published metric can be evaluated. */
const play = (way: ReadonlyMap<string, number | undefined>): Published => {
  const known = new Map<string, number | undefined>();
  return (metric) => {
    const key = keyOf(metric);
    if (!known.has(key)) known.set(key, isPublished(metric) ? way.get(key) : undefined);
    return () => known.get(key);
  };
};

const periodMinutes = ({ Metrics, Period }: AlarmTemplate): number =>
  (Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? Period ?? 0) / 60;

/** Whether some way to play the metrics of an alarm has it end in a state. */
const reaches = (alarm: AlarmTemplate, state: 'ALARM' | 'OK'): boolean => {
  const minutes = Math.ceil(periodMinutes(alarm)) * alarm.EvaluationPeriods;
  return [...waysOf(metricsOf(alarm))].some((way) => alarmStates(alarm, play(way), minutes).at(-1) === state);
};

const misspelt = (alarm: AlarmTemplate, from: string, to: string): AlarmTemplate =>
  JSON.parse(JSON.stringify(alarm).replaceAll(from, to)) as AlarmTemplate;

describe('alarms of the template, evaluated with published metrics', () => {
  it.each(alarms)('bring %s into alarm and back', (_, alarm) => {
    expect(metricsOf(alarm).filter((metric) => !isPublished(metric))).toEqual([]);
    expect(reaches(alarm, 'ALARM')).toBe(true);
    expect(reaches(alarm, 'OK')).toBe(true);
  });

  it.each([
    ['slo_events_total:availability:bad', 'slo_events_total:availability:Bad', 'availability-page-1h-long'],
    ['"service"', '"Service"', 'orders-quarantined'],
    ['OrderService/dev', 'OrderService', 'canary-lost'],
    ['FunctionName', 'Function', 'relay-late'],
    ['relay-events', 'relay-event', 'relay-late'],
    ['IteratorAge', 'IteratorAgeMs', 'relay-late'],
    ['ApiId', 'ApiName', 'api-server-errors'],
    ['ThrottledRequests', 'ThrottledRequest', 'database-throttled'],
  ])('report missing data of %s as %s', (from, to, name) => {
    const [, alarm] = alarms.find(([each]) => each.endsWith(`-${name}`)) ?? [];
    if (!alarm) throw new Error(`there is no alarm ${name}`);
    const changed = misspelt(alarm, from, to);
    expect(changed).not.toEqual(alarm);
    expect(metricsOf(changed).every(isPublished)).toBe(false);
  });
});
