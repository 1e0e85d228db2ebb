import { orderService } from '../../order-service-declaration.ts';
import { pipelineAlerts } from '../rules/pipeline-alerts.ts';
import type { AlertRule, Labels } from '../rules/rule.ts';
import { durationText, productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { filledIn } from './fired-alerts.ts';
import { expectAlert, expectQuery, promtoolTest } from './promtool-test.ts';

interface Case {
  readonly name: string;
  /** Labels besides the job, and samples, one a minute. */
  readonly series: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** Alerts with the minutes at which they fire first and last, and their value at the first. */
  readonly fires: readonly (readonly [string, first: number, last: number, value?: number])[];
}

const { lastIngested: ingested, canaries, lines, ordersQuarantined: quarantined } = orderService.series;
const lost = `${canaries}{outcome="lost"}`;
const returned = `${canaries}{outcome="returned"}`;
const malformed = `${lines}{outcome="malformed"}`;

const cases: readonly Case[] = [
  {
    name: 'no fault',
    series: {
      [ingested]: '0+60x60',
      [returned]: '0+1x60',
      [lost]: '0x60',
      [malformed]: '0x60',
      [quarantined]: '0x60',
    },
    minutes: 60,
    fires: [],
  },
  {
    name: 'no line is aggregated from minute 10 to minute 26',
    series: { [ingested]: '0+60x10 600x4 659.9x9 1560+60x14' },
    minutes: 40,
    // 300 s old at minute 15, more half a minute later and from there on, if only just at minute 16.
    fires: [['metrics-silent', 16.5, 25.5, 330]],
  },
  {
    name: 'scrapes fail between minutes 10 and 20',
    series: { [ingested]: '0+60x10 stale _x9 1260+60x9' },
    minutes: 30,
    fires: [['metrics-absent', 13, 20.5]],
  },
  {
    name: 'a malformed line in minute 11, a quarantined order in minute 12',
    series: { [malformed]: '0x10 1x63', [quarantined]: '0x11 1x62' },
    minutes: 74,
    // The hour of minute 70 begins with minute 10, the last before the line.
    fires: [
      ['metrics-malformed', 11, 70, 1],
      ['orders-quarantined', 12, 71, 1],
    ],
  },
  {
    name: 'one canary event is lost',
    series: { [lost]: '0x30 1x29', [returned]: '0+1x60' },
    minutes: 60,
    fires: [],
  },
  {
    name: 'two canary events are lost within ten minutes',
    series: { [lost]: '0x9 1x3 2x45', [returned]: '0+1x60' },
    minutes: 60,
    fires: [['canary-lost', 14, 19, 2]],
  },
  {
    name: 'no canary event is sent after minute 20',
    series: { [lost]: '0x60', [returned]: '0+1x20 20x39' },
    minutes: 60,
    fires: [['canary-silent', 34.5, 60, 0]],
  },
  {
    name: 'the counters reset in minute 5 and stay below their earlier values',
    series: {
      [malformed]: '7x4 0x4 1x20',
      [quarantined]: '7x4 0x4 1x20',
      [lost]: '7x4 0x4 2x20',
      [returned]: '100+1x4 0x25',
    },
    minutes: 30,
    // Prometheus takes counters that it first sees at 7 to have risen half a minute earlier, too: 10.5 / 10 events.
    fires: [
      ['metrics-malformed', 10, 30, 1.05],
      ['orders-quarantined', 10, 30, 1.05],
      ['canary-lost', 10, 19, 2],
      ['canary-silent', 18.5, 30, 0],
    ],
  },
];

const withJob = (series: string): string => {
  const [name, labels = '}'] = series.split('{');
  return `${name}{job="${orderService.name}"${labels === '}' ? '' : ','}${labels}`;
};

const ruleOf = (alert: string): AlertRule => {
  const rule = pipelineAlerts.find((one) => one.alert === alert);
  if (!rule) throw new Error(`unknown alert ${alert}`);
  return rule;
};

/** An alert has the labels of what it reads; what is absent has none. */
const labelsOf = ({ expr, labels }: AlertRule): Labels => {
  const [, outcome] = /outcome="(\w+)"/.exec(expr) ?? [];
  return expr.startsWith('absent')
    ? labels
    : { job: orderService.name, ...(outcome && { outcome }), ...labels };
};

const duration = (seconds: number): string => `${Math.floor(seconds / 60)}m ${seconds % 60}s`;

const firstOf = ([alert, first, , value = 0]: Case['fires'][number]): YamlValue => {
  const rule = ruleOf(alert);
  const { annotations } = rule;
  const description = annotations.description.replace('{{ $value | humanizeDuration }}', duration(value));
  return expectAlert(alert, first * 60, [
    {
      labels: labelsOf(rule),
      annotations: { ...annotations, description: filledIn(description, value) },
    },
  ]);
};

const { evaluationSeconds } = productionTiming;

const caseTest = ({ name, series, minutes, fires }: Case): YamlValue => {
  const end = minutes * 60;
  // Every other test has no metric of the pipeline, which is an alert of its own.
  const others = ingested in series ? '' : 'metrics-absent';
  const alerts = `ALERTS{alertstate="firing",alertname!="${others}"}`;
  const range = `[${durationText(end - evaluationSeconds)}:${durationText(evaluationSeconds)}]`;
  const expect = (expr: string, value: (first: number, last: number) => number) =>
    expectQuery(
      expr,
      end,
      fires.map(([alert, first, last]) => ({ labels: { alertname: alert }, value: value(first, last) })),
    );
  return promtoolTest({
    name,
    stepSeconds: 60,
    series: Object.fromEntries(Object.entries(series).map(([key, values]) => [withJob(key), values])),
    queries: [
      expect(`min by (alertname) (min_over_time(timestamp(${alerts})${range}))`, (first) => first * 60),
      expect(`max by (alertname) (max_over_time(timestamp(${alerts})${range}))`, (_, last) => last * 60),
      expect(
        `sum by (alertname) (count_over_time(${alerts}${range}))`,
        (first, last) => ((last - first) * 60) / evaluationSeconds + 1,
      ),
    ],
    alerts: fires.map(firstOf),
  });
};

const metricOf = (series: string): string => series.split('{')[0] ?? series;

/**
 * When the alerts on the pipeline of counters and events fire, at every evaluation of production.
 * @param isMeant whether what happens to a metric is wanted.
 */
export const pipelineTests = (isMeant: (metric: string) => boolean = () => true): readonly YamlValue[] =>
  cases.filter(({ series }) => Object.keys(series).map(metricOf).some(isMeant)).map(caseTest);
