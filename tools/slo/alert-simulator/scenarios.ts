import type { Incident, Phase } from './incident.ts';

const minute = 60;
const hour = 60 * minute;

/** Events per minute of a busy service: one in ten thousand is a whole number. */
const busy = 10_000;

const failing = (seconds: number, badPerMinute: number, rest: Partial<Phase> = {}): Phase => ({
  seconds,
  goodPerMinute: busy - badPerMinute,
  badPerMinute,
  ...rest,
});

const healthy = (seconds: number, rest: Partial<Phase> = {}): Phase => failing(seconds, 0, rest);

const idle = (seconds: number): Phase => ({ seconds, goodPerMinute: 0, badPerMinute: 0 });

/** An hour in which the last minute brings the only event. */
const hourOf = (event: 'good' | 'bad'): readonly Phase[] => [
  idle(59 * minute),
  { seconds: minute, goodPerMinute: event === 'good' ? 1 : 0, badPerMinute: event === 'bad' ? 1 : 0 },
];

const goodHours = (count: number): readonly Phase[] =>
  Array.from({ length: count }, () => hourOf('good')).flat();

/**
 * Incidents against which everything is tested that is generated from an objective; most are of one of 99.9 %. Rates
 * are whole numbers per minute and phases whole minutes, so that every platform counts the same events.
 */
export const scenarios = {
  'total-outage': {
    id: 'total-outage',
    title: 'all events are bad for ten minutes',
    phases: [healthy(6 * hour), failing(10 * minute, busy), healthy(8 * hour)],
  },
  'fifteen-percent': {
    id: 'fifteen-percent',
    title: '15 % of events are bad for half an hour',
    phases: [healthy(6 * hour), failing(30 * minute, 1_500), healthy(8 * hour)],
  },
  'one-percent': {
    id: 'one-percent',
    title: '1 % of events are bad for nine hours',
    phases: [healthy(6 * hour), failing(9 * hour, 100), healthy(7 * hour)],
  },
  'single-error': {
    id: 'single-error',
    title: 'one of the few events is bad, one an hour',
    phases: [...goodHours(6), ...hourOf('bad'), ...goodHours(6)],
  },
  'zero-traffic': {
    id: 'zero-traffic',
    title: 'no events come at all',
    phases: [idle(8 * hour)],
  },
  'no-bad-series-yet': {
    id: 'no-bad-series-yet',
    title: 'no event has been bad since the counters began',
    phases: [healthy(8 * hour, { series: 'good-only' })],
  },
  'vanished-metric': {
    id: 'vanished-metric',
    title: 'the counters are gone after two hours',
    phases: [healthy(2 * hour), healthy(2 * hour, { series: 'none' })],
  },
  'counter-reset': {
    id: 'counter-reset',
    title: 'the counters begin again at zero twice, the second time with ten minutes of bad events only',
    phases: [
      failing(2 * hour, 1),
      failing(2 * hour, 1, { countersReset: true }),
      failing(10 * minute, busy, { countersReset: true }),
      failing(50 * minute, 1),
    ],
  },
  'exactly-at-threshold': {
    id: 'exactly-at-threshold',
    title: '1.44 % of events are bad, which is the threshold of the page over an hour and not over it',
    phases: [failing(3 * hour, 144)],
  },
  'just-over-threshold': {
    id: 'just-over-threshold',
    title: '1.45 % of events are bad, which is over the threshold of the page over an hour',
    phases: [healthy(2 * hour), failing(3 * hour, 145)],
  },
} as const satisfies Record<string, Incident>;

export type ScenarioId = keyof typeof scenarios;
