import { sloBadEvents } from '../../../lib/contract/cloudwatch-metrics.ts';
import type { SloId } from '../../../lib/contract/slos.ts';
import type { Published } from '../../../tools/diagnosis/alarms/alarm-evaluator.ts';
import type { ByMinute } from '../../../tools/diagnosis/alarms/minute-series.ts';
import { type Incident, incidentSeconds, timedPhases } from '../../../tools/slo/alert-simulator/incident.ts';

/** Values that are published of a metric in a minute: their sum, and how many they are. */
interface Values {
  readonly Sum: ByMinute;
  readonly SampleCount: ByMinute;
}

/**
 * Published values, metric by metric: by the metric's name, or its name and a part of its dimensions. A metric alone has
 * one value a minute.
 */
export type Story = Readonly<Record<string, ByMinute | Values>>;

const nothing: ByMinute = () => undefined;

/** A metric outside the story is not published. */
export const published =
  (story: Story): Published =>
  ({ MetricName, Dimensions }, statistic) => {
    const dimensions = JSON.stringify(Dimensions ?? []);
    const [, found] =
      Object.entries(story).find(([key]) => {
        const [name, part = ''] = key.split(' of ');
        return name === MetricName && dimensions.includes(part);
      }) ?? [];
    if (found === undefined) return nothing;
    if (typeof found === 'object') return found[statistic === 'SampleCount' ? 'SampleCount' : 'Sum'];
    return statistic === 'SampleCount' ? (minute) => (found(minute) === undefined ? undefined : 1) : found;
  };

export const minutesOf = (incident: Incident): number => incidentSeconds(incident) / 60;

/** An incident of an objective as the functions publish it: a value with every event, nothing without one. */
export const incidentOf = (slo: SloId, incident: Incident): Story => {
  const phases = timedPhases(incident);
  const at = (minute: number) =>
    phases.find(({ startsAt, endsAt }) => startsAt <= minute * 60 && minute * 60 < endsAt);
  const eventful = (minute: number) => {
    const phase = at(minute);
    if (phase === undefined || phase.series === 'none') return undefined;
    return phase.goodPerMinute + phase.badPerMinute > 0 ? phase : undefined;
  };
  return {
    [sloBadEvents(slo).name]: {
      Sum: (minute) => eventful(minute)?.badPerMinute,
      SampleCount: (minute) => {
        const phase = eventful(minute);
        return phase && phase.goodPerMinute + phase.badPerMinute;
      },
    },
  };
};

/** A canary that comes back every minute, and whose line reaches the aggregator. */
export const pulse: Story = {
  'order_service_canary_total:returned': () => 1,
  'order_service_canary_total:lost': () => 0,
  'Invocations of aggregate-metrics': () => 1,
};
