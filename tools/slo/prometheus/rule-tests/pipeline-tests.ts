import { orderService } from '../../order-service-declaration.ts';
import { pipelineAlerts } from '../rules/pipeline-alerts.ts';
import type { AlertRule, Labels } from '../rules/rule.ts';
import { durationText, productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { filledIn } from './fired-alerts.ts';
import { expectAlert, expectQuery, promtoolTest } from './promtool-test.ts';
import { samplesOf } from './samples-of.ts';

interface Case {
  readonly name: string;
  /** Stage of the alerts, if the series have one. */
  readonly stage?: string;
  /** Labels besides the job, and samples, one a minute: that of a minute is there at its evaluation. */
  readonly series: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** Alerts with the minutes at which they fire first and last, and their value at the first. */
  readonly fires: readonly (readonly [string, first: number, last: number, value?: number])[];
}

const { lastIngested: ingested, canaries, lines, givenUpBatches } = orderService.series;
const { ordersQuarantined: quarantined } = orderService.series;
const lost = `${canaries}{outcome="lost"}`;
const returned = `${canaries}{outcome="returned"}`;
const malformed = `${lines}{outcome="malformed"}`;
const abandoned = `${givenUpBatches}{outcome="abandoned"}`;
const up = 'up';

/** The sample of a minute is scraped a quarter of it before, between two evaluations. */
const scrapedBefore = 0.25;

/** Events as Prometheus counts those between samples, up to the evaluation and some minutes before the first sample. */
const extended = (events: number, minutes: number, before = 0): number =>
  (events * (before + minutes + scrapedBefore)) / minutes;

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
    name: 'no line has arrived since the counters began',
    series: { [ingested]: '0x12 780+60x10' },
    minutes: 22,
    fires: [['metrics-silent', 7, 12.5, 0]],
  },
  {
    name: 'scrapes fail between minutes 10 and 20',
    series: { [up]: '1x9 0x9 1x10', [ingested]: '0+60x9 stale _x9 1200+60x9' },
    minutes: 29,
    fires: [
      ['metrics-absent-ticket', 11, 19.5],
      ['metrics-absent-page', 12.5, 19.5],
    ],
  },
  {
    name: 'nothing scrapes the service between minutes 10 and 20',
    series: { [up]: '1x9 stale _x9 1x9' },
    minutes: 29,
    fires: [
      ['metrics-absent-ticket', 11, 19.5],
      ['metrics-absent-page', 12.5, 19.5],
    ],
  },
  {
    name: 'scrapes of one of two stages fail from minute 10 on',
    stage: 'dev',
    series: { [`${up}{stage="prod"}`]: '1x29', [`${up}{stage="dev"}`]: '1x9 0x19' },
    minutes: 29,
    fires: [
      ['metrics-absent-ticket', 11, 29],
      ['metrics-absent-page', 12.5, 29],
    ],
  },
  {
    name: 'a Prometheus that has just begun, and no canary event returns',
    series: { [returned]: '700x30', [lost]: '0x30' },
    minutes: 30,
    fires: [['canary-silent', 16, 30, 0]],
  },
  {
    name: 'a Prometheus that has just begun, to a service that was always there',
    series: {
      [up]: '1x20',
      [ingested]: '1000000+60x20',
      [returned]: '700+1x20',
      [lost]: '3x20',
      [malformed]: '2x20',
      [quarantined]: '2x20',
    },
    minutes: 20,
    fires: [],
  },
  {
    name: 'a malformed line in minute 11, a quarantined order in minute 12',
    series: { [malformed]: '0x10 1x63', [quarantined]: '0x11 1x62' },
    minutes: 74,
    // The hour of minute 69.5 begins with minute 10, the last before the line.
    fires: [
      ['counts-missing', 11, 69.5, extended(1, 10)],
      ['orders-quarantined', 12, 70.5, extended(1, 11)],
    ],
  },
  {
    name: 'a batch is abandoned from minute 11 on, and processed after minute 31',
    series: { [abandoned]: '0x10 1x9 2x9 3x63' },
    minutes: 94,
    fires: [['counts-missing', 11, 89.5, extended(1, 10)]],
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
    fires: [['canary-lost', 14, 18.5, extended(2, 9)]],
  },
  {
    name: 'no canary event is sent after minute 20',
    series: { [lost]: '0x60', [returned]: '0+1x20 20x39' },
    minutes: 60,
    fires: [['canary-silent', 34, 60, 0]],
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
    // Prometheus takes counters that it first sees at 7 to have risen before, too: for half a minute or since the range.
    fires: [
      ['counts-missing', 10, 30, extended(1, 9, 0.5)],
      ['orders-quarantined', 10, 30, extended(1, 9, 0.5)],
      ['canary-lost', 10, 18.5, extended(2, 9, 1 - scrapedBefore)],
      ['canary-silent', 18, 30, 0],
    ],
  },
];

const metricOf = (series: string): string => series.split('{')[0] ?? series;

const withJob = (series: string): string => {
  const [name, labels = '}'] = series.split('{');
  return `${name}{job="${orderService.name}"${labels === '}' ? '' : ','}${labels}`;
};

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

const duration = (seconds: number): string =>
  seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;

const firstOf = (
  [alert, first, , value = 0]: Case['fires'][number],
  stage: string | undefined,
): YamlValue => {
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

const { evaluationSeconds } = productionTiming;
const stepSeconds = 60 * scrapedBefore;

/** The samples from minute 1 on, at their scrapes. */
const scraped = (samples: string): string =>
  samplesOf(samples)
    .slice(1)
    .map((sample) => `_x${60 / stepSeconds - 1} ${sample}`)
    .join(' ');

const caseTest = ({ name, stage, series, minutes, fires }: Case): YamlValue => {
  const end = minutes * 60;
  // Every other test has no target, which is an alert of its own.
  const others = Object.keys(series).some((one) => metricOf(one) === up) ? '' : 'metrics-absent-.+';
  const alerts = `ALERTS{alertstate="firing",alertname!~"${others}"}`;
  const range = `[${durationText(end - evaluationSeconds / 2)}:${durationText(evaluationSeconds)}]`;
  const expect = (expr: string, value: (first: number, last: number) => number) =>
    expectQuery(
      expr,
      end,
      fires.map(([alert, first, last]) => ({ labels: { alertname: alert }, value: value(first, last) })),
    );
  return promtoolTest({
    name,
    stepSeconds,
    series: Object.fromEntries(
      Object.entries(series).map(([key, samples]) => [withJob(key), scraped(samples)]),
    ),
    queries: [
      expect(`min by (alertname) (min_over_time(timestamp(${alerts})${range}))`, (first) => first * 60),
      expect(`max by (alertname) (max_over_time(timestamp(${alerts})${range}))`, (_, last) => last * 60),
      expect(
        `sum by (alertname) (count_over_time(${alerts}${range}))`,
        (first, last) => ((last - first) * 60) / evaluationSeconds + 1,
      ),
    ],
    alerts: fires.map((one) => firstOf(one, stage)),
  });
};

/**
 * When the alerts on the pipeline of counters and events fire, at every evaluation of production.
 * @param isMeant whether what happens to a metric is wanted.
 */
export const pipelineTests = (isMeant: (metric: string) => boolean = () => true): readonly YamlValue[] =>
  cases.filter(({ series }) => Object.keys(series).map(metricOf).some(isMeant)).map(caseTest);
