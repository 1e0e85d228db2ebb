import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import type { MeasuredSeries } from '../../local-cloud/measurements/measurement-store.ts';
import type { ReportedAlarm } from '../../local-cloud/measurements/reported-alarm.ts';
import type { AlarmState } from './alarm-evaluator.ts';
import { describedBy } from './alarm-report.ts';
import { firstMinute, gapOf, type NamedMetric, publishedLocally } from './local-metrics.ts';
import { type AlarmsTemplate, evaluator } from './template-evaluator.ts';

interface AlarmProperties extends Partial<NamedMetric> {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  /** Of a composite alarm. */
  readonly AlarmRule?: unknown;
  readonly Metrics?: readonly {
    readonly Id: string;
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: NamedMetric };
  }[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: AlarmProperties;
}

/** Why an alarm cannot be evaluated on what the local run measures; `undefined` when it can. */
const obstacleOf = ({ Metrics, Namespace, MetricName, Dimensions }: AlarmProperties): string | undefined => {
  if (Metrics?.some(({ Expression }) => Expression?.startsWith('ANOMALY_DETECTION_BAND')))
    return 'CloudWatch learns its threshold';
  const single =
    Namespace !== undefined && MetricName !== undefined ? [{ Namespace, MetricName, Dimensions }] : [];
  const metrics = Metrics?.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : [])) ?? single;
  const gaps = metrics.flatMap((metric) => gapOf(metric) ?? []);
  // A metric that is always 0 changes nothing in the sum with others.
  const isJudged = gaps.length === 0 || (gaps.length < metrics.length && gaps.every(({ isZero }) => isZero));
  return isJudged ? undefined : [...new Set(gaps.map(({ reason }) => reason))].join(', ');
};

/** Since when the last state holds: the index of its first minute. */
const lastChange = (states: readonly AlarmState[]): number =>
  states.findLastIndex((state) => state !== states.at(-1)) + 1;

const severityOf = ({ AlarmActions = [] }: AlarmProperties): Pick<ReportedAlarm, 'severity'> => {
  const topics = AlarmActions.map(plainText);
  if (topics.some((topic) => topic.startsWith('Page'))) return { severity: 'page' };
  return topics.length > 0 ? { severity: 'ticket' } : {};
};

const nameOf = ({ AlarmName }: AlarmProperties): string => AlarmName.replace(`${serviceName}-dev-`, '');

const partsOf = (
  { AlarmRule }: AlarmProperties,
  resources: Readonly<Record<string, Resource>>,
): Pick<ReportedAlarm, 'parts'> => {
  if (AlarmRule === undefined) return {};
  const parts = [...plainText(AlarmRule).matchAll(/ALARM\("([^"]+)\.Arn"\)/g)].flatMap(([, id = '']) => {
    const part = resources[id];
    return part ? [nameOf(part.Properties)] : [];
  });
  return { parts: [...new Set(parts)] };
};

/**
 * The alarms of CloudWatch, evaluated on what the local run has measured by the minute.
 * @param now milliseconds since 1970.
 */
export const localAlarms = (
  template: AlarmsTemplate,
  series: readonly MeasuredSeries[],
  now: number,
): readonly ReportedAlarm[] => {
  const nowMinute = Math.floor(now / 60_000);
  const first = firstMinute(series) ?? nowMinute;
  const { alarm } = evaluator(template, publishedLocally(series, first), nowMinute - first + 1);
  const resources = (template.toJSON()['Resources'] ?? {}) as Readonly<Record<string, Resource>>;
  return Object.entries(resources)
    .filter(([, { Type }]) => /^AWS::CloudWatch::(?:Composite)?Alarm$/.test(Type))
    .map(([id, { Properties }]): ReportedAlarm => {
      const described = {
        name: nameOf(Properties),
        ...severityOf(Properties),
        ...partsOf(Properties, resources),
        ...describedBy(Properties.AlarmDescription),
      };
      const obstacle = obstacleOf(Properties);
      if (obstacle !== undefined) return { ...described, state: 'NOT_MEASURED', reason: obstacle };
      const { states } = alarm(id);
      const since = new Date((first + lastChange(states)) * 60_000).toISOString();
      return { ...described, state: states.at(-1) ?? 'INSUFFICIENT_DATA', since };
    });
};
