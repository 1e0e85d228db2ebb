import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { resourcesOf, textOf } from '../../infra/cloudformation.ts';
import { partsOf, type StatedAlert, type StatedObjective } from './stated-objective.ts';

const mathSchema = z.object({ Id: z.string(), Expression: z.string(), ReturnData: z.literal(true) });
const statSchema = <S extends string>(id: string, stat: S) =>
  z.object({
    Id: z.literal(id),
    MetricStat: z.object({
      Metric: z.object({ MetricName: z.string() }),
      Period: z.number(),
      Stat: z.literal(stat),
    }),
  });
const shareSchema = z.object({ MetricName: z.string(), Period: z.number(), Statistic: z.literal('Average') });
const guardedSchema = z.object({
  Metrics: z.tuple([mathSchema, statSchema('bad', 'Sum'), statSchema('share', 'Average')]),
});
const alarmSchema = z
  .object({
    AlarmName: z.string(),
    ComparisonOperator: z.literal('GreaterThanThreshold'),
    DatapointsToAlarm: z.literal(1),
    EvaluationPeriods: z.number(),
    Threshold: z.number(),
  })
  .and(z.union([shareSchema, guardedSchema]))
  // A page goes on for another short window.
  .refine(
    ({ AlarmName, EvaluationPeriods }) => EvaluationPeriods === (/-page-\w+-short$/.test(AlarmName) ? 2 : 1),
  );

interface WindowAlarm {
  readonly name: string;
  readonly slo: string;
  readonly minutes: number;
  readonly threshold: number;
  readonly minBadEvents: number;
}

const one = <T>(values: readonly T[], what: string): T => {
  const [first, ...others] = new Set(values);
  if (first === undefined || others.length > 0) throw new Error(`${what}: ${values.join(', ')}`);
  return first;
};

const windowAlarm = (properties: unknown): WindowAlarm => {
  const { AlarmName: name, Threshold, ...watched } = alarmSchema.parse(properties);
  const [math, ...guarded] = 'Metrics' in watched ? watched.Metrics : [];
  const stats =
    'Metrics' in watched
      ? guarded.map(({ MetricStat }) => ({ ...MetricStat.Metric, Period: MetricStat.Period }))
      : [watched];
  // Without a bad event the share is not over any threshold.
  const [atLeast = 1] = math ? partsOf(/^IF\(bad >= (\d+), share, 0\)$/, math.Expression) : [];
  return {
    name,
    slo: one(
      stats.map(({ MetricName }) => partsOf(/^slo_bad_events:([\w-]+)$/, MetricName)[0] ?? ''),
      `objectives of ${name}`,
    ),
    minutes: one(
      stats.map(({ Period }) => Period / 60),
      `periods of ${name}`,
    ),
    threshold: Threshold,
    minBadEvents: Number(atLeast),
  };
};

const nameOf = ({ name }: WindowAlarm, window: string): string =>
  partsOf(new RegExp(`^(.+)-${window}$`), name).join();

const pair = /ALARM\("(\w+)\.Arn"\)(?: AND ALARM\("(\w+)\.Arn"\))?/g;

/**
 * The alerts that are in the composite alarms, each made of the alarms of its two windows, or of its only one; without
 * the page on bad events only, which has no ratio.
 */
export const cloudWatchAlerts = (template: Template, prefix: string): readonly StatedAlert[] => {
  const alarms = new Map(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
  const isRatio = (id: string) => /-(?:long|short)$/.test(String(alarms.get(id)?.Properties.AlarmName));
  const alarm = (id: string) => windowAlarm(alarms.get(id)?.Properties);
  return resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').flatMap(([, { Properties }]) =>
    [...textOf(Properties.AlarmRule, template).matchAll(pair)]
      .filter(([, id = '']) => isRatio(id))
      .map(([, firstId = '', secondId]) => {
        const long = alarm(firstId);
        const short = secondId === undefined ? long : alarm(secondId);
        const [severity = ''] = partsOf(/-(page|ticket)$/, Properties.AlarmName);
        const [topic = ''] = partsOf(/^(page|ticket)topic/i, Properties.AlarmActions[0].Ref);
        const names = [nameOf(long, 'long'), nameOf(short, secondId === undefined ? 'long' : 'short')];
        const name = one(names, 'names of a pair').replace(prefix, '');
        return {
          // A ticket may share the alarm of a page on the same window.
          name: secondId === undefined ? name.replace(/-page-(?=\w+$)/, `-${severity}-`) : name,
          slo: one([long.slo, short.slo], `objectives of ${long.name}`),
          severity: one([severity, topic.toLowerCase()], `severities of ${long.name}`),
          longMinutes: long.minutes,
          shortMinutes: short.minutes,
          threshold: one([long.threshold, short.threshold], `thresholds of ${long.name}`),
          minBadEvents: long.minBadEvents,
        };
      }),
  );
};

/** The objectives in Application Signals. */
export const applicationSignalsObjectives = (
  template: Template,
  prefix: string,
): readonly StatedObjective[] =>
  resourcesOf(template, 'AWS::ApplicationSignals::ServiceLevelObjective').map(([, { Properties }]) => ({
    id: String(Properties.Name).replace(prefix, ''),
    target: Properties.Goal.AttainmentGoal,
    windowDays: Properties.Goal.Interval.RollingInterval.Duration,
  }));
