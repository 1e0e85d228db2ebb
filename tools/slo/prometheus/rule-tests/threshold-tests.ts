import { type BurnAlert, burnAlerts, hasOneWindow } from '../../../../lib/slo/burn-alerts.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Incident, Phase } from '../../alert-simulator/incident.ts';
import type { YamlValue } from '../yaml.ts';
import { exactTraffic } from './exact-traffic.ts';
import { judgedGroups } from './judged-groups.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';

const scrapeSeconds = 300;

/**
 * The edge of each condition of each alert, each in a job of its own.
 * @param isMeant whether an alert's edges are wanted.
 */
export const thresholdTests = (
  objectives: readonly Objective[],
  isMeant: (objective: Objective, alert: BurnAlert) => boolean = () => true,
): readonly YamlValue[] => {
  const edges = objectives.flatMap((objective) => {
    const alerts = burnAlerts(objective);
    return alerts
      .filter((alert) => isMeant(objective, alert))
      .flatMap((alert) =>
        thresholdIncidents(alert, alerts).map((incident) => ({
          objective,
          incident,
          job: `${alert.severity}-${windowText(alert.longMinutes)}-${incident.id}`,
        })),
      );
  });
  if (edges.length === 0) return [];
  return [instantTest('each condition of each alert is just met and just not met', edges, scrapeSeconds)];
};

/**
 * Incidents end at a multiple of this, and are judged there. From 36 hours on, promtool moves its samples into blocks
 * while it evaluates, and now and then loses a series that begins just then. So incidents end before that, or some
 * evaluations after it.
 */
export const judgementSeconds = 9 * 3_600;

const failing = (minutes: number, perMinute: number, badPerMinute: number): Phase => ({
  seconds: minutes * 60,
  goodPerMinute: perMinute - badPerMinute,
  badPerMinute,
});

/** A minute with bad events only. */
const onlyBad = (events: number): Phase => failing(1, events, events);

const idle = (minutes: number): Phase => failing(minutes, 0, 0);

/** A number of bad events in as few minutes as they fit in: the last ones have no others. */
const burst = (perMinute: number, events: number): readonly Phase[] => {
  const minutes = Math.floor(events / perMinute);
  const first = failing(1, perMinute, events - perMinute * minutes);
  return minutes === 0 ? [first] : [first, failing(minutes, perMinute, perMinute)];
};

/** The phases, after steady traffic that begins before the long window does. */
const endingWith = (
  longMinutes: number,
  leadPerMinute: number,
  phases: readonly Phase[],
): readonly Phase[] => {
  const minutes = phases.reduce((sum, { seconds }) => sum + seconds / 60, 0);
  const period = judgementSeconds / 60;
  const lead = Math.ceil((Math.max(minutes, longMinutes) + 1) / period) * period - minutes;
  return [failing(lead, leadPerMinute, 0), ...phases];
};

/** Incidents at the edge of firing, on both sides of each condition of an alert, while the others hold. */
export const thresholdIncidents = (alert: BurnAlert, alerts: readonly BurnAlert[]): readonly Incident[] => {
  const { longMinutes, shortMinutes, minBadEvents } = alert;
  const busy = exactTraffic(alert, alerts);
  const threshold = Number(alert.threshold);
  const atLong = Math.round(longMinutes * busy * threshold);
  const atShort = Math.round(busy * threshold);
  const wayOver = failing(longMinutes - shortMinutes, busy, Math.min(busy, 3 * atShort));
  // Prometheus counts parts of events, too: half of one is less than a guard of 1.
  const tooFew = minBadEvents - 0.5;
  const under = (events: Phase[]) => endingWith(longMinutes, 0, events);
  const shortWindowIncidents = (): readonly Incident[] => [
    {
      id: 'short-at-threshold',
      title: 'the short window is down to the threshold, the long one over it',
      phases: endingWith(longMinutes, busy, [wayOver, failing(shortMinutes, busy, atShort)]),
    },
    {
      id: 'short-over-threshold',
      title: 'the short window is one event over the threshold',
      phases: endingWith(longMinutes, busy, [
        wayOver,
        failing(shortMinutes - 1, busy, atShort),
        failing(1, busy, atShort + 1),
      ]),
    },
  ];
  return [
    {
      id: 'long-at-threshold',
      title: 'the long window is at the threshold, the short one over it',
      phases: endingWith(longMinutes, busy, burst(busy, atLong)),
    },
    {
      id: 'long-over-threshold',
      title: 'the long window is one event over the threshold',
      phases: endingWith(longMinutes, busy, burst(busy, atLong + 1)),
    },
    ...(hasOneWindow(alert) ? [] : shortWindowIncidents()),
    {
      id: 'under-guard',
      title: 'all events are bad, half of one too few for the guard',
      phases: under([onlyBad(tooFew)]),
    },
    {
      id: 'at-guard',
      title: 'all events are bad, just enough for the guard',
      phases: under([onlyBad(minBadEvents)]),
    },
    {
      id: 'past-guard',
      title: 'all events are bad, and the long window has seen the last of the first ones go',
      phases: under([onlyBad(minBadEvents), idle(longMinutes), onlyBad(tooFew)]),
    },
  ];
};

/** Which pairs are over their thresholds at the end of incidents: by the simulator, and no others. */
export const instantTest = (
  name: string,
  incidents: readonly ObjectiveIncident[],
  scrapeSeconds: number,
): YamlValue => {
  const looking = (end: number) => ({
    scrapeSeconds,
    evaluationSeconds: scrapeSeconds,
    afterSeconds: end - scrapeSeconds,
  });
  return promtoolTest({
    name,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(incidents, scrapeSeconds),
    queries: judgedGroups('pairs', incidents, looking).map(({ by, end, firing, alerts }) =>
      expectQuery(
        `count by (${by}) (${firing})`,
        end,
        alerts.map(({ labels }) => ({ labels, value: 1 })),
      ),
    ),
  });
};
