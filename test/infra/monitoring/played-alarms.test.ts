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

const statsOf = ({ Metrics, Namespace = '', MetricName = '', Dimensions, Statistic = '' }: AlarmTemplate) =>
  Metrics?.flatMap(({ MetricStat }) => MetricStat ?? []) ?? [
    { Metric: { Namespace, MetricName, Dimensions }, Stat: Statistic },
  ];

const metricsOf = (alarm: AlarmTemplate): NamedMetric[] => statsOf(alarm).map(({ Metric }) => Metric);

const keyOf = (metric: NamedMetric, statistic: string): string => JSON.stringify([metric, statistic]);

/** The readings of an alarm, each metric by each statistic: an average is made of two. */
const readingsOf = (alarm: AlarmTemplate): string[] => [
  ...new Set(
    statsOf(alarm).flatMap(({ Metric, Stat }) =>
      (Stat === 'Average' ? ['Sum', 'SampleCount'] : [Stat]).map((statistic) => keyOf(Metric, statistic)),
    ),
  ),
];

/** Values published of a metric in a minute, from none to very many. */
const levels = [undefined, 0, 1, 1_000_000_000] as const;

/** Ways in which readings can be at the levels: all at one level, or one or two at another than the others. */
function* waysOf(readings: readonly string[]): Generator<ReadonlyMap<string, number | undefined>, void> {
  for (const others of levels) {
    for (const level of levels) {
      for (const one of readings) {
        for (const two of readings) {
          yield new Map(
            readings.map((reading) => [reading, reading === one || reading === two ? level : others]),
          );
        }
      }
    }
  }
}

/** Only a published metric can be evaluated. */
const play = (way: ReadonlyMap<string, number | undefined>): Published => {
  const known = new Map<string, number | undefined>();
  return (metric, statistic) => {
    const key = keyOf(metric, statistic);
    if (!known.has(key)) known.set(key, isPublished(metric) ? way.get(key) : undefined);
    return () => known.get(key);
  };
};

const periodMinutes = ({ Metrics, Period }: AlarmTemplate): number =>
  (Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? Period ?? 0) / 60;

/** Whether some way to play the metrics of an alarm has it end in a state. */
const reaches = (alarm: AlarmTemplate, state: 'ALARM' | 'OK'): boolean => {
  const minutes = Math.ceil(periodMinutes(alarm)) * alarm.EvaluationPeriods;
  return [...waysOf(readingsOf(alarm))].some(
    (way) => alarmStates(alarm, play(way), minutes).at(-1) === state,
  );
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
    ['slo_bad_events:availability', 'slo_bad_events:Availability', 'availability-page-1h-long'],
    ['slo_bad_events:availability', 'slo_bad_events:Availability', 'availability-page-1h-short'],
    ['"service"', '"Service"', 'orders-quarantined'],
    ['OrderService/dev', 'OrderService', 'canary-lost'],
    ['FunctionName', 'Function', 'relay-late'],
    ['relay-events', 'relay-event', 'relay-late'],
    ['IteratorAge', 'IteratorAgeMs', 'relay-late'],
    ['ApiId', 'ApiName', 'api-server-errors'],
    ['database_throttled_total', 'database_throttle_total', 'database-throttled'],
  ])('report missing data of %s as %s', (from, to, name) => {
    const [, alarm] = alarms.find(([each]) => each.endsWith(`-${name}`)) ?? [];
    if (!alarm) throw new Error(`there is no alarm ${name}`);
    const changed = misspelt(alarm, from, to);
    expect(changed).not.toEqual(alarm);
    expect(metricsOf(changed).every(isPublished)).toBe(false);
  });
});
