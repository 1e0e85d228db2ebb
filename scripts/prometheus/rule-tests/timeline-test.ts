import { incidentSeconds } from '../../../lib/slo/incident.ts';
import type { Activation } from '../../../lib/slo/simulate.ts';
import { durationText } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { alertTimelines, type Looking } from './alert-timeline.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';

interface Firing {
  readonly first: number;
  readonly last: number;
  readonly evaluations: number;
}

const firing = (activations: readonly Activation[], end: number, step: number): Firing => {
  const spans = activations.map(({ firesAt, clearsAt }) => ({
    from: firesAt,
    to: (clearsAt ?? end + step) - step,
  }));
  return {
    first: spans[0]?.from ?? Number.NaN,
    last: spans.at(-1)?.to ?? Number.NaN,
    evaluations: spans.reduce((sum, { from, to }) => sum + (to - from) / step + 1, 0),
  };
};

export interface TimelineOptions extends Looking {
  readonly name: string;
  readonly incidents: readonly ObjectiveIncident[];
  /** What else to expect of alerts. */
  readonly alerts?: readonly YamlValue[];
}

/**
 * When each alert fires first and last over incidents of the same length, and at how many evaluations: by the
 * simulator, with no other alert at any time.
 */
export const timelineTest = ({
  name,
  incidents,
  alerts: expectedAlerts = [],
  ...looking
}: TimelineOptions): YamlValue => {
  const { scrapeSeconds, evaluationSeconds, afterSeconds = 0 } = looking;
  const end = Math.max(...incidents.map(({ incident }) => incidentSeconds(incident)));
  const firings = incidents
    .flatMap(({ objective, incident }) => alertTimelines(objective, incident, looking))
    .filter(({ activations }) => activations.length > 0)
    .map(({ alert, activations }) => ({ alert, ...firing(activations, end, evaluationSeconds) }));
  const judged = incidents.map(({ objective }) => objective.id).join('|');
  const alerts = `ALERTS{alertstate="firing",sloth_slo=~"${judged}"}`;
  const range = `[${durationText(end - afterSeconds - evaluationSeconds)}:${durationText(evaluationSeconds)}]`;
  const expect = (expr: string, value: keyof Firing) =>
    expectQuery(
      expr,
      end,
      firings.map((one) => ({ labels: { alertname: one.alert }, value: one[value] })),
    );
  return promtoolTest({
    name,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(incidents, scrapeSeconds),
    queries: [
      expect(`min by (alertname) (min_over_time(timestamp(${alerts})${range}))`, 'first'),
      expect(`max by (alertname) (max_over_time(timestamp(${alerts})${range}))`, 'last'),
      expect(`sum by (alertname) (count_over_time(${alerts}${range}))`, 'evaluations'),
    ],
    alerts: expectedAlerts,
  });
};
