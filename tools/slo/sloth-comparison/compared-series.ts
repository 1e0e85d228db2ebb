import type { Incident, Phase } from '../alert-simulator/incident.ts';
import {
  everySecondBad,
  lowTraffic,
  lowTrafficOutage,
  steadyRequests,
  trickle,
} from '../alert-simulator/low-traffic.ts';
import { scenarios } from '../alert-simulator/scenarios.ts';

/** A course of events for the rules of both generators. */
export interface ComparedSeries {
  readonly incident: Incident;
  /** Hours from the beginning to the incident; nothing where no alert is wanted. */
  readonly incidentHours?: number;
}

const failing = (hours: number, badPerMinute: number, rest: Partial<Phase> = {}): Phase => ({
  seconds: hours * 3_600,
  goodPerMinute: 10_000 - badPerMinute,
  badPerMinute,
  ...rest,
});

const incident = (title: string, ...phases: readonly Phase[]): Incident => ({
  id: title.replaceAll(/\W+/g, '-'),
  title,
  phases,
});

const singleBad = (requestsPerHour: number): Incident =>
  incident(
    `one bad request at ${requestsPerHour} requests an hour, all others are good`,
    ...steadyRequests({ hours: 12, requestsPerHour, isBad: (request) => request === 3 * requestsPerHour }),
  );

/** Fast and slow burns, low traffic, trickles, fresh starts, resets, and recoveries from all of them. */
export const comparedSeries: readonly ComparedSeries[] = [
  { incident: scenarios['total-outage'], incidentHours: 6 },
  { incident: scenarios['fifteen-percent'], incidentHours: 6 },
  { incident: scenarios['one-percent'], incidentHours: 6 },
  {
    incident: incident(
      '0.4 % of events are bad for 12 hours',
      failing(6, 0),
      failing(12, 40),
      failing(12, 0),
    ),
    incidentHours: 6,
  },
  ...lowTraffic.map((requests) => ({ incident: lowTrafficOutage(requests, 10), incidentHours: 2 })),
  ...lowTraffic.map((requests) => ({ incident: everySecondBad(requests), incidentHours: 2 })),
  ...lowTraffic.map((requests) => ({ incident: singleBad(requests) })),
  { incident: trickle(2), incidentHours: 0 },
  { incident: incident('fresh start: counters begin and all events are good', failing(3, 0)) },
  {
    incident: incident(
      'fresh start: one of the first 20 events is bad',
      { seconds: 600, goodPerMinute: 1.9, badPerMinute: 0.1 },
      failing(12, 0),
    ),
  },
  {
    incident: incident(
      'the counters begin again every two hours, 0.01 % of events are bad',
      ...[1, 2, 3, 4].map(() => failing(2, 1, { countersReset: true })),
    ),
  },
];
