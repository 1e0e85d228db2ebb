import { orderService } from '../../order-service-declaration.ts';
import { extended, labelled, type PipelineCase } from './pipeline-case.ts';

const { series } = orderService;
const atStage = (name: string, stage: string): string => labelled(name, 'stage', stage);

const atInstance = (name: string, stage: string, instance: string): string =>
  labelled(atStage(name, stage), 'instance', instance);

/** A gauge that two scrapes read at one of two stages, and the other stage has none of. */
const gauges: readonly PipelineCase[] = [
  {
    name: 'a payment waits for an operator from minute 11 to minute 20 at one of two stages',
    series: {
      [atInstance(series.stuckPayments, 'dev', 'a')]: '0x9 1x9 0x9',
      [atInstance(series.stuckPayments, 'dev', 'b')]: '0x9 1x9 0x9',
      [atStage(series.stuckPayments, 'prod')]: '0x29',
    },
    minutes: 30,
    fires: [['stuck-payments', 11, 20.5, 1, 'dev']],
  },
  {
    name: 'a payment waits for two days, and for a second more from minute 16 to minute 20',
    series: {
      [atStage(series.oldestStuckSeconds, 'dev')]: '172740x9 172800x4 172801x4 0x9',
      [atStage(series.oldestStuckSeconds, 'prod')]: '172800x29',
    },
    minutes: 30,
    fires: [['stuck-payments-old', 16, 20.5, 172_801, 'dev']],
  },
];

const { paymentConfigurationErrors: rejected } = series;

/** Three in three minutes are counted as 3.75 in five, two as 2.5. */
const rejections: PipelineCase = {
  name: 'the payment gateway rejects three requests of two instances, two, and three while the counter begins again, by stage',
  series: {
    [atInstance(rejected, 'three', 'a')]: '7x9 8 9x18',
    [atInstance(rejected, 'three', 'b')]: '7x11 8x17',
    [atStage(rejected, 'two')]: '7x9 8 9x18',
    [atStage(rejected, 'begins-again')]: '9x20 1 2 3x6',
  },
  minutes: 30,
  fires: [
    ['payment-configuration', 13, 14.5, extended(3, 4, 1), 'three'],
    ['payment-configuration', 24, 25.5, extended(3, 4, 1), 'begins-again'],
  ],
};

/** Alerts on failures that last, and the series that count them. */
const lasting = {
  'payments-unknown': `${series.events}{slo="payment-success",outcome="bad"}`,
  'webhooks-refused': `${series.errors}{code="VAL-003"}`,
} as const;

/** Ten failures, one in two minutes, from a value on. */
const alternating = (first: number): string =>
  Array.from({ length: 10 }, (_, count) => `${first + count}x1`).join(' ');

const failures = Object.entries(lasting).map(
  ([alert, counter]): PipelineCase => ({
    name: `${alert}, by stage`,
    series: {
      [atInstance(counter, 'one-a-minute', 'a')]: `7x9 ${alternating(8)} 17x19`,
      [atInstance(counter, 'one-a-minute', 'b')]: `7x10 ${alternating(8)} 17x18`,
      [atStage(counter, 'one-in-two-minutes')]: `7x9 ${alternating(8)} ${alternating(18)}`,
      [atStage(counter, 'eleven-minutes')]: '7x9 8+1x10 18x28',
      [atStage(counter, 'begins-again')]: '7x18 8+1x4 0 1+1x14 15x9',
    },
    minutes: 50,
    fires: [
      [alert, 23, 31.5, extended(4, 4, 1), 'one-a-minute'],
      [alert, 32, 41.5, extended(4, 4, 1), 'begins-again'],
    ],
  }),
);

/** Circuits open in minute 11, and some of them again in a later minute. */
const circuits = orderService.dependencies.map((dependency): PipelineCase => {
  const changed = (state: 'open' | 'closed') =>
    `${series.circuitTransitions}{dependency=${JSON.stringify(dependency)},state="${state}"}`;
  const opened = changed('open');
  const again = (minute: number) => `3x9 8x${minute - 12} 9x${50 - minute}`;
  const alert = `circuit-open-${dependency}`;
  return {
    name: `the circuit of ${dependency} opens again or not, by stage`,
    series: {
      [atStage(opened, 'once')]: '3x9 8x39',
      [atStage(opened, 'after-4-minutes')]: again(15),
      [atInstance(opened, 'after-9-minutes', 'a')]: again(20),
      [atInstance(opened, 'after-9-minutes', 'b')]: again(20),
      [atStage(opened, 'after-13-minutes-of-another-count')]: '7x9 2x12 1x26',
      [atStage(opened, 'after-15-minutes')]: again(26),
      [atStage(changed('closed'), 'closed')]: again(20),
    },
    minutes: 50,
    fires: [
      [alert, 16, 18.5, extended(1, 4, 1), 'after-4-minutes'],
      [alert, 20, 23.5, extended(2, 4, 1), 'after-9-minutes'],
      [alert, 24, 24.5, extended(1, 4, 1), 'after-13-minutes-of-another-count'],
    ],
  };
});

const { databaseThrottled: throttled } = series;

/** Throttles in minute 11, and again in a later minute. */
const throttles: PipelineCase = {
  name: 'the database throttles attempts once, or again, by stage',
  series: {
    [atStage(throttled, 'once')]: '3x9 8x39',
    [atInstance(throttled, 'after-9-minutes', 'a')]: '3x9 8x8 9x30',
    [atInstance(throttled, 'after-9-minutes', 'b')]: '3x9 8x8 9x30',
    [atStage(throttled, 'after-13-minutes-of-another-count')]: '7x9 2x12 1x26',
    [atStage(throttled, 'after-15-minutes')]: '3x9 8x14 9x24',
  },
  minutes: 50,
  fires: [
    ['database-throttled', 20, 23.5, extended(2, 4, 1), 'after-9-minutes'],
    ['database-throttled', 24, 24.5, extended(1, 4, 1), 'after-13-minutes-of-another-count'],
  ],
};

/** When the alerts on payments and dependencies fire. */
export const dependencyCases: readonly PipelineCase[] = [
  ...gauges,
  rejections,
  ...failures,
  ...circuits,
  throttles,
];
