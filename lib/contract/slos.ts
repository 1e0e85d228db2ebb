import type { Objective } from '../slo/objective.ts';
import type { MetricDefinition } from './metric-definition.ts';

/** Five bad events are no chance, also at a few requests an hour. */
const shared = { windowDays: 30, owner: 'order-service', minBadEvents: 5, trickleBadEvents: 5 } as const;

/**
 * The service's objectives, by id. Instrumentation, alarms, dashboards, Prometheus rules and their tests and the OpenSLO
 * documents are generated from them. The functions read them as plain data: `npm run check`, synth, `npm run generate`
 * and `npm start` refuse a wrong declaration (lib/slo/check-objectives.ts).
 */
export const slos = {
  availability: {
    ...shared,
    id: 'availability',
    title: 'Availability',
    description: 'Requests are answered without a failure of the service.',
    target: '99.9',
    indicator: { kind: 'availability' },
    runbook: 'docs/runbooks/slo-availability.md',
    expectedEventsPerHour: 20_000,
  },
  'order-latency': {
    ...shared,
    id: 'order-latency',
    title: 'Order latency',
    description: 'Orders are placed within 500 ms.',
    target: '99',
    indicator: { kind: 'latency', thresholdMs: 500 },
    runbook: 'docs/runbooks/slo-order-latency.md',
    expectedEventsPerHour: 2_000,
  },
  'event-freshness': {
    ...shared,
    id: 'event-freshness',
    title: 'Event freshness',
    description: 'Events reach the bus within 10 s of the change that they report.',
    target: '99.9',
    indicator: { kind: 'freshness', deadlineMs: 10_000 },
    runbook: 'docs/runbooks/slo-event-freshness.md',
    expectedEventsPerHour: 6_000,
  },
  'payment-success': {
    ...shared,
    id: 'payment-success',
    title: 'Payment success',
    description: 'Payment attempts succeed unless the bank declines them or the customer gives them up.',
    target: '99.5',
    indicator: { kind: 'success' },
    runbook: 'docs/runbooks/slo-payment-success.md',
    expectedEventsPerHour: 2_000,
  },
} as const satisfies Readonly<Record<string, Objective>>;

export type SloId = keyof typeof slos;

export const sloIds = Object.keys(slos) as readonly SloId[];

/** How an event is judged against an objective. */
export const sloOutcomes = ['good', 'bad'] as const;
export type SloOutcome = (typeof sloOutcomes)[number];

/** The metrics of the objectives, a part of the catalogue. */
export const sloMetrics = {
  slo_events_total: {
    type: 'counter',
    code: 'sl',
    cloudWatch: 'name',
    share: { metric: 'slo_bad_events', label: 'outcome', value: 'bad' },
    help: 'Events classified as good or bad, by service level objective.',
    labels: { slo: sloIds, outcome: sloOutcomes },
  },
  slo_budget_remaining_ratio: {
    type: 'gauge',
    cloudWatch: 'name',
    help: 'Part of the error budget of the objective’s whole window that is left, measured every hour while there are events. CloudWatch only; Prometheus has a rule for it.',
    labels: { slo: sloIds },
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;
