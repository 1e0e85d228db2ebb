import { orderService } from '../../order-service-declaration.ts';
import { pipelineAlerts } from '../rules/pipeline-alerts.ts';
import type { AlertRule, Labels } from '../rules/rule.ts';
import { durationText, productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { dependencyCases } from './dependency-cases.ts';
import { filledIn } from './fired-alerts.ts';
import { type Firing, labelled, type PipelineCase } from './pipeline-case.ts';
import { pipelineCases } from './pipeline-cases.ts';
import { expectAlert, expectQuery, promtoolTest } from './promtool-test.ts';
import { syntheticOrderCases, trafficCase } from './way-in-cases.ts';

const metricOf = (series: string): string => series.split('{')[0] ?? series;

const ruleOf = (alert: string): AlertRule => {
  const rule = pipelineAlerts().find((one) => one.alert === alert);
  if (!rule) throw new Error(`unknown alert ${alert}`);
  return rule;
};

/** An alert has the labels of what it reads, unless it adds that up. */
const labelsOf = ({ expr, labels }: AlertRule, stage: string | undefined): Labels => {
  const [, outcome] = /^increase\(.*outcome="(\w+)"/.exec(expr) ?? [];
  return { job: orderService.name, ...(stage && { stage }), ...(outcome && { outcome }), ...labels };
};

/** A time as Prometheus's `humanizeDuration` writes it: all units below the largest. */
const duration = (seconds: number): string => {
  const units = [
    ['d', 86_400, Number.POSITIVE_INFINITY],
    ['h', 3_600, 24],
    ['m', 60, 60],
    ['s', 1, 60],
  ] as const;
  return units
    .filter(([, size]) => seconds >= size || size === 1)
    .map(([unit, size, most]) => `${Math.floor(seconds / size) % most}${unit}`)
    .join(' ');
};

const firstOf = ([alert, first, , value = 0, stage]: Firing): YamlValue => {
  const rule = ruleOf(alert);
  const { annotations } = rule;
  const description = annotations.description.replace('{{ $value | humanizeDuration }}', duration(value));
  return expectAlert(alert, first * 60, [
    {
      labels: labelsOf(rule, stage),
      annotations: { ...annotations, description: filledIn(description, value) },
    },
  ]);
};

/** A little less than a minute: no sample is at an evaluation or where its range begins, where Prometheus 2 and 3 differ. */
const stepSeconds = 59.999;

/** The firings that evaluations see that are so many seconds apart. */
const seenEvery = (seconds: number, fires: readonly Firing[]): readonly Firing[] => {
  const minutes = seconds / 60;
  return fires.map(([alert, first, last, ...others]) => [
    alert,
    Math.ceil(first / minutes) * minutes,
    Math.floor(last / minutes) * minutes,
    ...others,
  ]);
};

/** Whether no other firing of the alert covers its start: a test would have to list all of them. */
const isAlone = ([alert, first]: Firing, fires: readonly Firing[]): boolean =>
  fires.filter((other) => other[0] === alert && other[1] <= first && first <= other[2]).length === 1;

const caseTest = (
  { name, series, minutes, fires: meant }: PipelineCase,
  evaluationSeconds = productionTiming.evaluationSeconds,
): YamlValue => {
  const fires = seenEvery(evaluationSeconds, meant);
  const end = minutes * 60;
  // Every other test has no target, which is an alert of its own.
  const others = Object.keys(series).some((one) => metricOf(one) === 'up') ? '' : 'metrics-absent-.+';
  const alerts = `ALERTS{alertstate="firing",alertname!~"${others}"}`;
  const range = `[${durationText(end - evaluationSeconds / 2)}:${durationText(evaluationSeconds)}]`;
  const expect = (expr: string, value: (first: number, last: number) => number) =>
    expectQuery(
      expr,
      end,
      fires.map(([alert, first, last, , stage]) => ({
        labels: { alertname: alert, ...(stage && { stage }) },
        value: value(first, last),
      })),
    );
  return promtoolTest({
    name,
    stepSeconds,
    series: Object.fromEntries(
      Object.entries(series).map(([key, samples]) => [
        labelled(key, 'job', orderService.name),
        `_ ${samples}`,
      ]),
    ),
    queries: [
      expect(
        `min by (alertname, stage) (min_over_time(timestamp(${alerts})${range}))`,
        (first) => first * 60,
      ),
      expect(
        `max by (alertname, stage) (max_over_time(timestamp(${alerts})${range}))`,
        (_, last) => last * 60,
      ),
      expect(
        `sum by (alertname, stage) (count_over_time(${alerts}${range}))`,
        (first, last) => ((last - first) * 60) / evaluationSeconds + 1,
      ),
    ],
    alerts: fires.filter((one) => isAlone(one, fires)).map(firstOf),
  });
};

const cases = [...pipelineCases, ...syntheticOrderCases, ...dependencyCases];

/** When the alerts on the pipeline of counters and events fire, at every evaluation of production. */
export const pipelineTests = (): readonly YamlValue[] => cases.map((one) => caseTest(one));

/** The tests of what happens to some metrics, that on a day of traffic with them. */
export const pipelineTestsOf = (isMeant: (metric: string) => boolean): readonly YamlValue[] =>
  [...cases, trafficCase]
    .filter(({ series }) => Object.keys(series).map(metricOf).some(isMeant))
    .map((one) => caseTest(one));

/** A part of the time for which the alert waits. */
export const trafficSeconds = 120;

/** When the alert on fallen traffic fires, at evaluations that are {@link trafficSeconds} apart. */
export const trafficTests = (): readonly YamlValue[] => [caseTest(trafficCase, trafficSeconds)];
