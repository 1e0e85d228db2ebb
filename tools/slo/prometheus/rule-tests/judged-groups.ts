import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Incident, incidentSeconds } from '../../alert-simulator/incident.ts';
import type { Labels } from '../rules/rule.ts';
import { burningSeries } from '../rules/series.ts';
import { type AlertTimeline, alertTimelines, exhaustedTimeline, pairTimelines } from './alert-timeline.ts';
import { jobOf, type ObjectiveIncident } from './objective-incident.ts';
import type { Looking } from './scrapes.ts';

/** When an alert fires in a job. */
export interface JudgedAlert extends Pick<AlertTimeline, 'activations'> {
  readonly labels: Labels;
}

interface Judging {
  /** Label with the names of what is judged. */
  readonly name: 'alertname' | 'pair';
  /** Series of what is judged, with the first of its matchers. */
  readonly series: readonly [metric: string, ...matchers: string[]];
  readonly timelines: (
    objective: Objective,
    incident: Incident,
    looking: Looking,
  ) => readonly AlertTimeline[];
}

const firing = 'alertstate="firing"';

/** Distinctions that a query makes: all alerts, the pairs of windows behind them, or the alerts on budgets alone. */
const judgings = {
  alerts: { name: 'alertname', series: ['ALERTS', firing], timelines: alertTimelines },
  pairs: { name: 'pair', series: [burningSeries], timelines: pairTimelines },
  budgets: {
    name: 'alertname',
    series: ['ALERTS', firing, 'alertname=~".+-budget-exhausted"'],
    timelines: (...of) => [exhaustedTimeline(...of)],
  },
} as const satisfies Readonly<Record<string, Judging>>;

export type Judged = keyof typeof judgings;

/** Incidents of a test that one query can judge. */
export interface JudgedGroup {
  /** Labels by which a query distinguishes results. */
  readonly by: string;
  /** Second at which all of them end. */
  readonly end: number;
  /** Selector of their firing alerts, without those of which the simulator is not certain. */
  readonly firing: string;
  /** The alerts that fire at some time. */
  readonly alerts: readonly JudgedAlert[];
}

const anyOf = (names: readonly string[]): string => [...new Set(names)].join('|');

interface JudgedJob {
  readonly end: number;
  readonly job: string;
  readonly objectives: readonly string[];
  readonly timelines: readonly AlertTimeline[];
  /** Names of the alerts of which the simulator is not certain. */
  readonly uncertain: string;
}

const judgedJob = (
  judged: Judged,
  incidents: readonly ObjectiveIncident[],
  looking: (end: number) => Looking,
): JudgedJob[] =>
  [...Map.groupBy(incidents, ({ incident }) => incidentSeconds(incident))].map(([end, ofLength]) => {
    const timelines = ofLength.flatMap(({ objective, incident }) =>
      judgings[judged].timelines(objective, incident, looking(end)),
    );
    return {
      end,
      job: anyOf(ofLength.map(jobOf)),
      objectives: ofLength.map(({ objective }) => objective.id),
      timelines,
      uncertain: anyOf(timelines.flatMap(({ alert, isCertain }) => (isCertain ? [] : [alert]))),
    };
  });

const firingOf = (judged: Judged, jobs: readonly JudgedJob[], uncertain: string): string => {
  const { name, series } = judgings[judged];
  const [metric, ...first] = series;
  const objectives = anyOf(jobs.flatMap((one) => one.objectives));
  const matchers = [
    ...first,
    `sloth_slo=~"${objectives}"`,
    `job=~"${anyOf(jobs.map(({ job }) => job))}"`,
    ...(uncertain === '' ? [] : [`${name}!~"${uncertain}"`]),
  ];
  return `${metric}{${matchers.join(',')}}`;
};

const alertsOf = (judged: Judged, { job, timelines }: JudgedJob): readonly JudgedAlert[] =>
  timelines
    .filter(({ isCertain, activations }) => isCertain && activations.length > 0)
    .map(({ alert, activations }) => ({ labels: { [judgings[judged].name]: alert, job }, activations }));

/**
 * Results of the simulator for the alerts or pairs of incidents, in as few groups as can be asked for at once.
 * @param looking how incidents that end at a second are looked at.
 */
export const judgedGroups = (
  judged: Judged,
  incidents: readonly ObjectiveIncident[],
  looking: (end: number) => Looking,
): readonly JudgedGroup[] => {
  const jobs = [...Map.groupBy(incidents, jobOf).values()].flatMap((ofJob) =>
    judgedJob(judged, ofJob, looking),
  );
  return [...Map.groupBy(jobs, ({ end, uncertain }) => `${end} ${uncertain}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        by: `${judgings[judged].name}, job`,
        end: first.end,
        firing: firingOf(judged, group, first.uncertain),
        alerts: group.flatMap((one) => alertsOf(judged, one)),
      },
    ];
  });
};
