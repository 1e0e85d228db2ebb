import type { Incident, Phase } from './incident.ts';

const minute = 60;
const hour = 60 * minute;

/** A stretch of single requests at a steady distance; each takes the last minute of its distance. */
export interface SteadyRequests {
  readonly hours: number;
  readonly requestsPerHour: number;
  /** Whether the request with a number, from 0, is bad. */
  readonly isBad: (request: number) => boolean;
}

const idle = (seconds: number): readonly Phase[] =>
  seconds > 0 ? [{ seconds, goodPerMinute: 0, badPerMinute: 0 }] : [];

/** The minute in which a request ends, so that requests that do not divide an hour come at whole minutes, too. */
const minuteOf = (request: number, requestsPerHour: number): number =>
  Math.round(((request + 1) * 60) / requestsPerHour);

/** Single requests as phases of an incident; several in a minute are one phase. */
export const steadyRequests = ({ hours, requestsPerHour, isBad }: SteadyRequests): readonly Phase[] => {
  const requests = Array.from({ length: hours * requestsPerHour }, (_, request) => ({
    minute: minuteOf(request, requestsPerHour),
    bad: isBad(request),
  }));
  const minutes = Map.groupBy(requests, (request) => request.minute);
  let last = 0;
  const phases = [...minutes].flatMap(([at, ofMinute]) => {
    const bad = ofMinute.filter((request) => request.bad).length;
    const before = idle((at - last - 1) * minute);
    last = at;
    return [...before, { seconds: minute, goodPerMinute: ofMinute.length - bad, badPerMinute: bad }];
  });
  return [...phases, ...idle(hours * hour - last * minute)];
};

/** Requests per hour of the services that are compared. */
export const lowTraffic = [2, 10, 100] as const;

/** Two hours of health, six hours in which some requests are bad, and two hours of health. */
const outageBetween = (requestsPerHour: number, isBad: SteadyRequests['isBad']): readonly Phase[] => [
  ...steadyRequests({ hours: 2, requestsPerHour, isBad: () => false }),
  ...steadyRequests({ hours: 6, requestsPerHour, isBad }),
  ...steadyRequests({ hours: 2, requestsPerHour, isBad: () => false }),
];

/** Health, then a steady outage of a part of the requests, then health. */
export const lowTrafficOutage = (requestsPerHour: number, badInTen: number): Incident => ({
  id: `outage-${badInTen}0-percent-at-${requestsPerHour}-per-hour`,
  title: `${badInTen * 10} % of ${requestsPerHour} requests an hour are bad for six hours`,
  phases: outageBetween(requestsPerHour, (request) => request % 10 < badInTen),
});

/** Health, then an outage of every second request, then health. */
export const everySecondBad = (requestsPerHour: number): Incident => ({
  id: `every-second-bad-at-${requestsPerHour}-per-hour`,
  title: `every second one of ${requestsPerHour} requests an hour is bad for six hours`,
  phases: outageBetween(requestsPerHour, (request) => request % 2 === 1),
});

/** One request in 10 minutes, 90 % of them bad, for days. */
export const trickle = (days: number): Incident => ({
  id: 'trickle',
  title: `one request in 10 minutes, 90 % of them bad, for ${days} days`,
  phases: steadyRequests({ hours: days * 24, requestsPerHour: 6, isBad: (request) => request % 10 !== 3 }),
});

/** One request in three hours: only bad ones, or with a good one after the hour of `goodAt`. */
export const seldom = (hours: number, goodAt?: number): Incident => ({
  id: goodAt === undefined ? 'only-bad' : 'nearly-only-bad',
  title: `one request in three hours, ${goodAt === undefined ? 'all' : 'all but one'} of them bad`,
  phases: steadyRequests({
    hours,
    requestsPerHour: 1 / 3,
    isBad: (request) => goodAt === undefined || Math.floor(goodAt / 3) !== request,
  }),
});

/** A single bad request, and no other in the whole time. */
export const singleBad = (hours: number): Incident => ({
  id: 'single-bad',
  title: 'a single bad request, and no other',
  phases: [
    ...idle(3 * hour),
    { seconds: minute, goodPerMinute: 0, badPerMinute: 1 },
    ...idle((hours - 3) * hour - minute),
  ],
});

/** Counters that are gone for more than a day. */
export const goneForDays = (hours: number): Incident => ({
  id: 'gone',
  title: 'the counters are gone after six hours',
  phases: [
    { seconds: 6 * hour, goodPerMinute: 10, badPerMinute: 0 },
    { seconds: (hours - 6) * hour, goodPerMinute: 10, badPerMinute: 0, series: 'none' },
  ],
});
