import { orderService } from '../../order-service-declaration.ts';
import type { YamlValue } from '../yaml.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';

/** Seconds between evaluations. */
export const wayInSeconds = 300;

/** Three samples between two evaluations, and none at an evaluation, where Prometheus 2 and 3 differ. */
const sampleSeconds = wayInSeconds / 4;
const stepsPerHour = 3_600 / sampleSeconds;

interface Case {
  readonly name: string;
  /** Metric and labels, and samples. */
  readonly series: string;
  readonly samples: string;
  /** Whether the alert fires at an hour; none of them is at the edge of a window. */
  readonly fires: readonly (readonly [hour: number, alert: string | undefined])[];
}

const placed = `${orderService.series.syntheticOrders}{job="${orderService.name}",outcome="completed"}`;
const answered = (endpoint: string) =>
  `${orderService.series.requests}{job="${orderService.name}",endpoint=${JSON.stringify(endpoint)}}`;

/**
 * A counter over the first hours of a day and of the next one. It grows by `perHour` until an hour, then by `then`.
 * @param until hours since the beginning of the first day.
 */
const grown = (perHour: number, until: number, then: number): string => {
  const hoursOfDay = 4;
  const valueAt = (step: number): number => {
    const hour = step / stepsPerHour;
    return Math.round(perHour * Math.min(hour, until) + then * Math.max(0, hour - until));
  };
  const day = (first: number) =>
    Array.from({ length: hoursOfDay * stepsPerHour }, (_, step) =>
      step % 4 === 0 ? '_' : String(valueAt(first + step)),
    );
  return [...day(0), `_x${(24 - hoursOfDay) * stepsPerHour}`, ...day(24 * stepsPerHour)].join(' ');
};

const cases: readonly Case[] = [
  {
    name: 'synthetic orders end after an hour',
    series: placed,
    samples: grown(12, 1, 0),
    fires: [
      [0.7, undefined],
      [1.25, undefined],
      [2, 'synthetic-order-absent'],
    ],
  },
  {
    name: 'a stage that places no synthetic orders',
    series: placed,
    samples: grown(0, 1, 0),
    fires: [[3, undefined]],
  },
  {
    name: 'requests fall to a tenth after 26 hours',
    series: answered('/api/v1/orders'),
    samples: grown(600, 26, 60),
    fires: [
      [25, undefined],
      [26.4, undefined],
      [27.5, 'traffic-fell'],
    ],
  },
  {
    name: 'requests fall to a third after 26 hours',
    series: answered('/api/v1/orders'),
    samples: grown(600, 26, 200),
    fires: [[27.5, undefined]],
  },
  {
    name: 'few requests end after 26 hours',
    series: answered('/api/v1/orders'),
    samples: grown(60, 26, 0),
    fires: [[27.5, undefined]],
  },
  {
    name: 'scrapes end after 26 hours',
    series: answered('/metrics'),
    samples: grown(600, 26, 0),
    fires: [[27.5, undefined]],
  },
];

const watched = 'ALERTS{alertstate="firing",alertname=~"synthetic-order-absent|traffic-fell"}';

/** When the alerts on the way of clients to the functions fire. */
export const wayInTests = (): readonly YamlValue[] =>
  cases.map(({ name, series, samples, fires }) =>
    promtoolTest({
      name,
      stepSeconds: sampleSeconds,
      series: { [series]: samples },
      queries: fires.map(([hour, alert]) =>
        expectQuery(
          `count by (alertname) (${watched})`,
          hour * 3_600,
          alert === undefined ? [] : [{ labels: { alertname: alert }, value: 1 }],
        ),
      ),
      alerts: [],
    }),
  );
