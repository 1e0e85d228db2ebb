import { type BurnAlert, burnAlerts, hasOneWindow } from '../../../../lib/slo/burn-alerts.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Incident, Phase } from '../../alert-simulator/incident.ts';
import type { YamlValue } from '../yaml.ts';
import { edgeMinutes, exactTraffic } from './exact-traffic.ts';
import { judgedGroups } from './judged-groups.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';

const scrapeSeconds = edgeMinutes * 60;

/**
 * The edge of each condition of each alert, each in a job of its own.
 * @param isMeant whether an alert's edges are wanted.
 */
export const thresholdTests = (
  objectives: readonly Objective[],
  isMeant: (objective: Objective, alert: BurnAlert) => boolean = () => true,
): readonly YamlValue[] => {
  const edges = objectives.flatMap((objective) =>
    burnAlerts(objective)
      .filter((alert) => isMeant(objective, alert))
      .flatMap((alert) =>
        thresholdIncidents(alert).map((incident) => ({
          objective,
          incident,
          job: `${alert.severity}-${windowText(alert.longMinutes)}-${incident.id}`,
        })),
      ),
  );
  if (edges.length === 0) return [];
  return [instantTest('each condition of each alert is just met and just not met', edges)];
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

/** Minutes before an incident, for it to end at a judgement and its long window to begin after the first scrapes. */
const leadMinutes = (longMinutes: number, phases: readonly Phase[]): number => {
  const minutes = phases.reduce((sum, { seconds }) => sum + seconds / 60, 0);
  const period = judgementSeconds / 60;
  return Math.ceil((Math.max(minutes, longMinutes) + 3) / period) * period - minutes;
};

/**
 * The phases, then a minute that no window has seen yet, after steady traffic that begins before the long window does.
 * The traffic begins with bad events: a counter that was 0 at the beginning of a window would not be extended to it.
 */
const endingWith = (
  longMinutes: number,
  leadPerMinute: number,
  phases: readonly Phase[],
): readonly Phase[] => {
  const seen = [...phases, failing(edgeMinutes, leadPerMinute, 0)];
  return [
    failing(1, leadPerMinute, 0),
    failing(1, leadPerMinute, leadPerMinute),
    failing(leadMinutes(longMinutes, seen) - 2, leadPerMinute, 0),
    ...seen,
  ];
};

/**
 * So many bad events and no others, of a counter that has just begun. Its four samples are a minute apart, and extended
 * by the minute to the evaluation: by a third, which gives the number exactly.
 */
const beginningWith = (longMinutes: number, events: number): readonly Phase[] => {
  const phases = [idle(1), onlyBad(events * 0.75), idle(2), idle(edgeMinutes)];
  return [{ ...idle(leadMinutes(longMinutes, phases)), series: 'good-only' }, ...phases];
};

/** Incidents at the edge of firing, on both sides of each condition of an alert, while the others hold. */
export const thresholdIncidents = (alert: BurnAlert): readonly Incident[] => {
  const { longMinutes, shortMinutes, minBadEvents } = alert;
  const [seenLong, seenShort] = [longMinutes - 2 * edgeMinutes, shortMinutes - 2 * edgeMinutes];
  const busy = exactTraffic(alert);
  const threshold = Number(alert.threshold);
  const atLong = Math.round(seenLong * busy * threshold);
  const atShort = Math.round(busy * threshold);
  const wayOver = failing(seenLong - seenShort, busy, Math.min(busy, 3 * atShort));
  // Prometheus counts parts of events, too: half of one is less than a guard of 1.
  const tooFew = minBadEvents - 0.5;
  const shortWindowIncidents = (): readonly Incident[] => [
    {
      id: 'short-at-threshold',
      title: 'the short window is down to the threshold, the long one over it',
      phases: endingWith(longMinutes, busy, [wayOver, failing(seenShort, busy, atShort)]),
    },
    {
      id: 'short-over-threshold',
      title: 'the short window is one event over the threshold',
      phases: endingWith(longMinutes, busy, [
        wayOver,
        failing(seenShort - 1, busy, atShort),
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
      phases: beginningWith(longMinutes, tooFew),
    },
    {
      id: 'at-guard',
      title: 'all events are bad, just enough for the guard',
      phases: beginningWith(longMinutes, minBadEvents),
    },
    {
      id: 'past-guard',
      title: 'all events are bad, and the long window has seen the last of the first ones go',
      phases: endingWith(longMinutes, 0, [
        onlyBad(minBadEvents),
        idle(seenLong),
        onlyBad(tooFew * (seenLong / longMinutes)),
      ]),
    },
  ];
};

/** Which pairs are over their thresholds at the end of incidents: by the simulator, and no others. */
const instantTest = (name: string, incidents: readonly ObjectiveIncident[]): YamlValue => {
  const looking = (end: number) => ({
    scrapeSeconds,
    evaluationSeconds: judgementSeconds,
    afterSeconds: end - judgementSeconds,
  });
  return promtoolTest({
    name,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(incidents, looking(0)),
    queries: judgedGroups('pairs', incidents, looking).map(({ by, end, firing, alerts }) =>
      expectQuery(
        `count by (${by}) (${firing})`,
        end,
        alerts.map(({ labels }) => ({ labels, value: 1 })),
      ),
    ),
  });
};
