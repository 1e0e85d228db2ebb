import { orderService } from '../../order-service-declaration.ts';
import { extended, type Firing, labelled, type PipelineCase } from './pipeline-case.ts';

const placed = `${orderService.series.syntheticOrders}{outcome="completed"}`;
/** When the alert on synthetic orders fires. */
export const syntheticOrderCases: readonly PipelineCase[] = [
  {
    name: 'synthetic orders end after minute 60',
    series: { [placed]: '1+1x58 60x59' },
    minutes: 119,
    // The 20 minutes of minute 79 are the first without minute 59.
    fires: [['synthetic-order-absent', 79, 119]],
  },
  {
    name: 'a stage that places no synthetic orders',
    series: { [placed]: '0x59' },
    minutes: 60,
    fires: [],
  },
  {
    name: 'a Prometheus that has just begun, and no synthetic order is placed',
    series: { [placed]: '7x59' },
    minutes: 60,
    fires: [['synthetic-order-absent', 21, 60]],
  },
  {
    name: 'the counter of synthetic orders begins again and has the value of 20 minutes before',
    series: { [placed]: '1+1x19 2+1x39' },
    minutes: 60,
    fires: [],
  },
];

const orders = '/api/v1/orders';
const payments = '/api/v1/orders/{orderId}/pay';

interface Traffic {
  /** Counters of requests by endpoint. */
  readonly counters: Readonly<Record<string, string>>;
  /** When the alert fires. */
  readonly fires?: readonly [first: number, last: number, value: number];
}

/** Requests of 27 hours, by the stage that has them. */
const traffic: Readonly<Record<string, Traffic>> = {
  steady: { counters: { [orders]: '4+4x1619' } },
  // 480 an hour, and a fifth of them from minute 1554 on.
  'falls-to-an-eighth': {
    counters: {
      [orders]: '4+4x1499 6001+1x119',
      [payments]: '4+4x1499 6000x119',
    },
    fires: [1_564, 1_620, 60],
  },
  'falls-to-a-third': { counters: { [orders]: '6+6x1499 9002+2x119' } },
  // 480 of 540 an hour become 60: with the others, they are more than a fifth of all.
  'falls-at-one-endpoint': {
    counters: {
      [orders]: '8+8x1499 12001+1x119',
      [payments]: '1+1x1619',
    },
  },
  'little-traffic-ends': { counters: { [orders]: '1+1x1499 1500x119' } },
  // Two of 60 an hour and endpoint are left in the hour of minute 1568.
  'little-traffic-ends-at-two-endpoints': {
    counters: {
      [orders]: '1+1x1509 1510x109',
      [payments]: '1+1x1509 1510x109',
    },
    fires: [1_568, 1_620, extended(2, 59, 1)],
  },
  // In minute 62, and no more: between the samples of an hour, 59 minutes, these are 100.7 an hour.
  '99-requests': {
    counters: { [orders]: '1000x60 1099x1558' },
    fires: [1_512, 1_560.5, 0],
  },
  // These are 99.7 an hour.
  '98-requests': { counters: { [orders]: '1000x60 1098x1558' } },
  'only-scrapes-end': { counters: { '/metrics': '10+10x1499 15000x119' } },
  'counter-begins-again': { counters: { [orders]: '10+10x1528 0+10x90' } },
  // The compared hour of all minutes from 1560 on has the new beginning.
  'counter-began-again-a-day-before': {
    counters: { [orders]: '10+10x118 0+10x1390 13901+1x109' },
    fires: [1_573, 1_620, 60],
  },
};

/**
 * When the alert on fallen traffic fires. A day of evaluations takes seconds of a processor: a run that need not see
 * each end to half a minute evaluates it less often.
 */
export const trafficCase: PipelineCase = {
  name: 'requests of many stages fall, or do not',
  series: Object.fromEntries(
    Object.entries(traffic).flatMap(([stage, { counters }]) =>
      Object.entries(counters).map(([endpoint, samples]) => {
        const series = labelled(orderService.series.requests, 'endpoint', endpoint);
        return [labelled(series, 'stage', stage), samples];
      }),
    ),
  ),
  minutes: 27 * 60,
  fires: Object.entries(traffic).flatMap(([stage, { fires }]): readonly Firing[] =>
    fires === undefined ? [] : [['traffic-fell', ...fires, stage]],
  ),
};
