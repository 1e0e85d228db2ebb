import { orderService } from '../../order-service-declaration.ts';
import type { Row } from './panel.ts';
import { ageOf, countOf, gauge, ofJob, quantileOf, rateOf } from './query.ts';

const { series } = orderService;

/** What the service does, from its requests to what becomes of its orders. */
export const serviceRows: readonly Row[] = [
  {
    title: 'Requests',
    panels: [
      {
        kind: 'timeseries',
        title: 'Requests by outcome',
        width: 8,
        unit: 'reqps',
        queries: [rateOf(series.requests, 'status')],
      },
      {
        kind: 'timeseries',
        title: 'Latency',
        width: 8,
        unit: 's',
        min: 0,
        queries: [0.5, 0.9, 0.99].map((quantile) => quantileOf(quantile, series.requestDuration)),
      },
      {
        kind: 'timeseries',
        title: 'Errors by code',
        description: 'docs/errors.md describes the codes.',
        width: 8,
        bars: true,
        queries: [countOf(series.errors, {}, 'code')],
      },
      {
        kind: 'timeseries',
        title: 'Requests by route',
        width: 12,
        unit: 'reqps',
        queries: [rateOf(series.requests, 'method', 'endpoint')],
      },
      {
        kind: 'timeseries',
        title: 'Latency by route, p99',
        width: 12,
        unit: 's',
        min: 0,
        queries: [quantileOf(0.99, series.requestDuration, 'method', 'endpoint')],
      },
    ],
  },
  {
    title: 'Orders',
    panels: [
      {
        kind: 'timeseries',
        title: 'Orders placed',
        width: 6,
        bars: true,
        queries: [countOf(series.ordersCreated, {}, 'source')],
      },
      {
        kind: 'timeseries',
        title: 'Order value',
        width: 6,
        unit: 'currencyUSD',
        queries: [0.5, 0.9].map((quantile) => quantileOf(quantile, series.orderValue)),
      },
      {
        kind: 'timeseries',
        title: 'Order status changes',
        width: 6,
        bars: true,
        queries: [countOf(series.ordersProcessed, {}, 'status')],
      },
      {
        kind: 'timeseries',
        title: 'From order to delivery',
        description: 'Quantiles of the last hour.',
        width: 6,
        unit: 's',
        queries: [{ expr: ofJob(series.orderProcessing), legend: 'p{{quantile}}' }],
      },
      {
        kind: 'timeseries',
        title: 'Orders that wait for payment',
        width: 12,
        min: 0,
        queries: [gauge(series.ordersPending, 'pending')],
      },
      {
        kind: 'timeseries',
        title: 'Age of the oldest of them',
        width: 12,
        unit: 's',
        min: 0,
        queries: [ageOf(series.oldestPending, 'age')],
      },
    ],
  },
  {
    title: 'Event flow',
    panels: [
      {
        kind: 'timeseries',
        title: 'Events handed to the bus',
        width: 6,
        bars: true,
        queries: [countOf(series.eventsPublished, {}, 'outcome')],
        runbook: 'event-path.md',
      },
      {
        kind: 'timeseries',
        title: 'From commit to bus',
        width: 6,
        unit: 's',
        min: 0,
        queries: [0.5, 0.99].map((quantile) => quantileOf(quantile, series.publishDelay)),
        runbook: 'event-path.md',
      },
      {
        kind: 'timeseries',
        title: 'Orders in quarantine',
        width: 6,
        bars: true,
        queries: [countOf(series.ordersQuarantined, {})],
        runbook: 'event-path.md#orders-quarantined',
      },
      {
        kind: 'timeseries',
        title: 'Canaries',
        width: 6,
        bars: true,
        queries: [countOf(series.canaries, {}, 'outcome')],
        runbook: 'event-path.md#canary-lost',
      },
    ],
  },
  {
    title: 'Dependencies and figures',
    panels: [
      {
        kind: 'timeseries',
        title: 'Circuit breakers',
        width: 6,
        bars: true,
        queries: [countOf(series.circuitTransitions, {}, 'dependency', 'state')],
        runbook: 'dependencies.md#circuit-open',
      },
      {
        kind: 'timeseries',
        title: 'Lines with counters',
        width: 6,
        bars: true,
        queries: [countOf(series.lines, {}, 'outcome')],
        runbook: 'metrics-pipeline.md',
      },
      {
        kind: 'timeseries',
        title: 'From line to total',
        width: 6,
        unit: 's',
        min: 0,
        queries: [quantileOf(0.99, series.ingestLag)],
        runbook: 'metrics-pipeline.md',
      },
      {
        kind: 'timeseries',
        title: 'Age of the newest line',
        width: 6,
        unit: 's',
        min: 0,
        queries: [ageOf(series.lastIngested, 'age')],
        steps: [[300, 'red']],
        runbook: 'metrics-pipeline.md#metrics-silent',
      },
      {
        kind: 'timeseries',
        title: 'Environments packed away',
        width: 6,
        bars: true,
        queries: [countOf(series.environmentsFolded, {})],
      },
    ],
  },
];
