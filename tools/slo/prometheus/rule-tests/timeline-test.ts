import type { Activation } from '../../alert-simulator/activations.ts';
import { durationText } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { type Judged, type JudgedGroup, judgedGroups } from './judged-groups.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';
import type { Looking } from './scrapes.ts';

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
  /** Alerts and the pairs behind them, unless given. */
  readonly judged?: readonly Judged[];
  /** Further series, which make no alert of an objective fire. */
  readonly series?: Readonly<Record<string, string>>;
  /** Further expectations of alerts. */
  readonly alerts?: readonly YamlValue[];
}

const groupQueries = (
  { by, end, firing: alerts, alerts: judged }: JudgedGroup,
  { evaluationSeconds, afterSeconds = 0 }: Looking,
): readonly YamlValue[] => {
  const firings = judged.map(({ labels, activations }) => ({
    labels,
    ...firing(activations, end, evaluationSeconds),
  }));
  // It begins between two evaluations: one at its beginning is in the range for Prometheus 2 alone.
  const range = `[${durationText(end - afterSeconds - evaluationSeconds / 2)}:${durationText(evaluationSeconds)}]`;
  const expect = (expr: string, value: keyof Firing) =>
    expectQuery(
      expr,
      end,
      firings.map((one) => ({ labels: one.labels, value: one[value] })),
    );
  return [
    expect(`min by (${by}) (min_over_time(timestamp(${alerts})${range}))`, 'first'),
    expect(`max by (${by}) (max_over_time(timestamp(${alerts})${range}))`, 'last'),
    expect(`sum by (${by}) (count_over_time(${alerts}${range}))`, 'evaluations'),
  ];
};

/**
 * When each alert fires first and last over incidents, and at how many evaluations: by the simulator, with no other
 * alert at any time.
 */
export const timelineTest = ({
  name,
  incidents,
  judged = ['alerts', 'pairs'],
  alerts = [],
  series = {},
  ...looking
}: TimelineOptions): YamlValue =>
  promtoolTest({
    name,
    stepSeconds: looking.scrapeSeconds,
    series: { ...incidentSeries(incidents, looking), ...series },
    queries: judged.flatMap((of) =>
      judgedGroups(of, incidents, () => looking).flatMap((group) => groupQueries(group, looking)),
    ),
    alerts,
  });
