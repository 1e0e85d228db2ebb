import { incidentSeconds } from '../../alert-simulator/incident.ts';
import type { Labels } from '../rules/rule.ts';
import { type AlertTimeline, alertTimelines, type Looking } from './alert-timeline.ts';
import { jobOf, type ObjectiveIncident } from './objective-incident.ts';

/** When an alert fires in a job. */
export interface JudgedAlert extends Pick<AlertTimeline, 'activations'> {
  readonly labels: Labels;
}

/** Incidents of a test that one query can judge. */
export interface JudgedGroup {
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

const judgedJob = (incidents: readonly ObjectiveIncident[], looking: (end: number) => Looking): JudgedJob[] =>
  [...Map.groupBy(incidents, ({ incident }) => incidentSeconds(incident))].map(([end, ofLength]) => {
    const timelines = ofLength.flatMap(({ objective, incident }) =>
      alertTimelines(objective, incident, looking(end)),
    );
    return {
      end,
      job: anyOf(ofLength.map(jobOf)),
      objectives: ofLength.map(({ objective }) => objective.id),
      timelines,
      uncertain: anyOf(timelines.flatMap(({ alert, isCertain }) => (isCertain ? [] : [alert]))),
    };
  });

const firingOf = (jobs: readonly JudgedJob[], uncertain: string): string => {
  const objectives = anyOf(jobs.flatMap((one) => one.objectives));
  // An alert on what is absent has no job.
  const matchers = [`sloth_slo=~"${objectives}"`, `job=~"${anyOf(jobs.map(({ job }) => job))}|"`];
  if (uncertain !== '') matchers.push(`alertname!~"${uncertain}"`);
  return `ALERTS{alertstate="firing",${matchers.join(',')}}`;
};

const alertsOf = ({ job, timelines }: JudgedJob): readonly JudgedAlert[] =>
  timelines
    .filter(({ isCertain, activations }) => isCertain && activations.length > 0)
    .map(({ alert, activations, hasNoJob }) => ({
      labels: hasNoJob ? { alertname: alert } : { alertname: alert, job },
      activations,
    }));

/**
 * What the simulator says of the alerts of incidents, in as few groups as can be asked for at once.
 * @param looking how incidents that end at a second are looked at.
 */
export const judgedGroups = (
  incidents: readonly ObjectiveIncident[],
  looking: (end: number) => Looking,
): readonly JudgedGroup[] => {
  const jobs = [...Map.groupBy(incidents, jobOf).values()].flatMap((ofJob) => judgedJob(ofJob, looking));
  return [...Map.groupBy(jobs, ({ end, uncertain }) => `${end} ${uncertain}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [{ end: first.end, firing: firingOf(group, first.uncertain), alerts: group.flatMap(alertsOf) }];
  });
};
