import { orderService } from '../../order-service-declaration.ts';
import type { Row } from './panel.ts';
import { ageOf, countOf, gauge, ofJob, quantileOf, rateOf } from './query.ts';

const { series } = orderService;

/** The rows below those of the objectives: requests, orders, event path, dependencies. */
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
        description: 'Meaning of the codes: docs/errors.md.',
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
        title: 'Orders by new status',
        width: 6,
        bars: true,
        queries: [countOf(series.ordersProcessed, {}, 'status')],
      },
      {
        kind: 'timeseries',
        title: 'Time from order to delivery',
        description: 'Quantiles of the last hour.',
        width: 6,
        unit: 's',
        queries: [{ expr: ofJob(series.orderProcessing), legend: 'p{{quantile}}' }],
      },
      {
        kind: 'timeseries',
        title: 'Unpaid orders',
        width: 12,
        min: 0,
        queries: [gauge(series.ordersPending, 'pending')],
      },
      {
        kind: 'timeseries',
        title: 'Age of the oldest unpaid order',
        width: 12,
        unit: 's',
        min: 0,
        queries: [ageOf(series.oldestPending, 'age')],
      },
    ],
  },
  {
    title: 'Event path',
    panels: [
      {
        kind: 'timeseries',
        title: 'Published events',
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
    title: 'Dependencies and metrics pipeline',
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
        title: 'Transaction conflicts',
        width: 6,
        bars: true,
        queries: [countOf(series.transactionConflicts, {})],
        runbook: 'dependencies.md',
      },
      {
        kind: 'timeseries',
        title: 'Counter lines by outcome',
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
        title: 'Environments folded into totals',
        width: 6,
        bars: true,
        queries: [countOf(series.environmentsFolded, {})],
      },
    ],
  },
];
