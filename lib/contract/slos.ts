import { defineSlo } from '../slo/define-slo.ts';
import { defineSlos } from '../slo/define-slos.ts';
import { timeWords } from '../slo/time-words.ts';

const placed = { kind: 'latency', thresholdMs: 500 } as const;
const published = { kind: 'freshness', deadlineMs: 10_000 } as const;
const common = { windowDays: 30, owner: 'order-service' } as const;

/**
 * The service's objectives. Instrumentation, alarms, dashboards, Prometheus rules and their tests, OpenSLO
 * documents: all are made from these declarations.
 */
export const slos = defineSlos({
  availability: defineSlo({
    ...common,
    id: 'availability',
    title: 'Availability',
    description: 'Requests are answered without a failure of the service.',
    target: '99.9',
    indicator: { kind: 'availability' },
    runbook: 'docs/runbooks/slo-availability.md',
    expectedEventsPerHour: 20_000,
  }),
  'order-latency': defineSlo({
    ...common,
    id: 'order-latency',
    title: 'Order latency',
    description: `Orders are placed within ${timeWords(placed.thresholdMs)}.`,
    target: '99',
    indicator: placed,
    runbook: 'docs/runbooks/slo-order-latency.md',
    expectedEventsPerHour: 2_000,
  }),
  'event-freshness': defineSlo({
    ...common,
    id: 'event-freshness',
    title: 'Event freshness',
    description: `Events are on the bus within ${timeWords(published.deadlineMs)} of the change that they tell of.`,
    target: '99.9',
    indicator: published,
    runbook: 'docs/runbooks/slo-event-freshness.md',
    expectedEventsPerHour: 6_000,
  }),
  'payment-success': defineSlo({
    ...common,
    id: 'payment-success',
    title: 'Payment success',
    description: 'Payments that the customer’s bank does not decline go through at once.',
    target: '99.5',
    indicator: { kind: 'success' },
    runbook: 'docs/runbooks/slo-payment-success.md',
    expectedEventsPerHour: 2_000,
  }),
});

export type SloId = keyof typeof slos;

export const sloIds = Object.keys(slos) as readonly SloId[];

/** How an event is judged against an objective. */
export const sloOutcomes = ['good', 'bad'] as const;
export type SloOutcome = (typeof sloOutcomes)[number];
