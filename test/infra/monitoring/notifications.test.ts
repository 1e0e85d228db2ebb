import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { burnAlertRule } from '../../../lib/slo/alert-rule.ts';
import { detectionSeconds } from '../../../lib/slo/alert-timing.ts';
import { type BurnAlert, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../lib/slo/decimal.ts';
import type { Incident, Phase } from '../../../lib/slo/incident.ts';
import { synthesized } from '../synthesized.ts';
import { incidentOf, minutesOf, published, pulse, type Story } from './cloudwatch/story.ts';
import { evaluator } from './cloudwatch/template-evaluator.ts';

const { monitoring } = synthesized();
const hour = 60;

const perMinute = 1_000_000;

/** A million requests a minute, a part of which fails. */
const traffic = (hours: number, failed = 0): Phase => ({
  seconds: Math.round(hours * 60) * 60,
  goodPerMinute: perMinute - Math.round(perMinute * failed),
  badPerMinute: Math.round(perMinute * failed),
});
/** Part of the requests that may fail. */
const budget = Number(errorBudget(slos.availability.target));
/** Part that fails in an outage, and the hours after which it has used up all that may fail. */
const outageRatio = Math.min(1, 500 * budget);
const budgetHours = (slos.availability.windowDays * 24 * budget) / outageRatio;
/** Part of which a tenth of the budget goes in less than a day, and a twentieth in more than six hours. */
const slowRatio = 0.15 * slos.availability.windowDays * budget;
const silence = (hours: number): Phase => ({ seconds: hours * 3_600, goodPerMinute: 0, badPerMinute: 0 });
const incident = (...phases: Phase[]): Incident => ({ id: 'story', title: 'a story', phases });

/** Who was told of what, and after how many seconds: `page availability-page 21670`. */
const notifications = (told: Incident, story: Story = {}, about = /./): string[] => {
  const everything = published({ ...incidentOf('availability', told), ...pulse, ...story });
  const { names, alarm } = evaluator(monitoring, everything, minutesOf(told));
  const sent = names
    .filter((name) => about.test(name))
    .flatMap((name) =>
      alarm(name).topics.flatMap((topic) => alarm(name).sent.map((at) => ({ name, topic, at }))),
    );
  return sent
    .toSorted((left, right) => left.at - right.at)
    .map(({ name, topic, at }) => `${topic.startsWith('Page') ? 'page' : 'ticket'} ${name} ${at}`);
};

const after = (hours: number) => (minute: number) => minute >= hours * hour;

describe('notifications', () => {
  it('are none while all is well, by day and in a night without requests', () => {
    expect(notifications(incident(traffic(2), silence(6), traffic(2)))).toEqual([]);
  });

  it('are one page for an outage, a minute after it could be known, and no ticket after it', () => {
    const history = 2 * 24;
    const outage = incident(traffic(history), traffic(budgetHours / 4, outageRatio), traffic(10));
    const [page, ...others] = notifications(outage, {}, /^(?:availability|metrics)-/);
    expect(page).toMatch(/^page availability-page /);
    const [alert] = burnAlerts(slos.availability) as [BurnAlert];
    const detection = detectionSeconds(burnAlertRule(alert), { errorRatio: outageRatio }) ?? 0;
    expect(Number(page?.split(' ')[2]) - history * 3_600 - detection).toBeLessThanOrEqual(70);
    expect(others).toEqual([]);
  });

  it('are a page and then a ticket for an outage that uses up the whole budget', () => {
    const outage = incident(traffic(2 * 24), traffic(1.5 * budgetHours, outageRatio), traffic(2));
    const told = notifications(outage, {}, /^(?:availability|metrics)-/);
    expect(told).toEqual([
      expect.stringMatching(/^page availability-page /),
      expect.stringMatching(/^ticket availability-budget-exhausted /),
    ]);
  });

  it('are one ticket for a slow burn that is nothing to get up for', () => {
    const [first, ...others] = notifications(incident(traffic(2 * 24), traffic(24, slowRatio)));
    expect(first).toMatch(/^ticket availability-ticket /);
    expect(others).toEqual([]);
  });

  it('are no page while the metrics are blind, but one that says so', () => {
    const refused: Story = {
      'EMFValidationErrors of create-order': (minute) => (after(2)(minute) ? 5 : 0),
    };
    const told = notifications(incident(traffic(3), traffic(0.5, 1)), refused);
    expect(told.filter((text) => text.startsWith('page'))).toEqual([`page metrics-blind ${2 * 3_600 + 660}`]);
  });
});

describe('blindness', () => {
  const vanished: Incident = incident(traffic(2), { ...traffic(1), series: 'none' });
  const invoked = (perMinute: number): Story => ({
    'Invocations of get-order': () => perMinute,
    'Invocations of health-ready': () => 30,
  });

  it('is seen within a quarter of an hour when requests are no longer judged', () => {
    expect(notifications(vanished, invoked(perMinute))).toEqual([
      expect.stringMatching(/^page metrics-blind /),
    ]);
  });

  it('is not suspected of requests so few that they may be late', () => {
    expect(notifications(vanished, invoked(1))).toEqual([]);
  });

  it('is not what it looks like when the database is down: no canary is judged, but requests are', () => {
    const noCanary: Story = {
      'order_service_canary_total:returned': () => undefined,
      'order_service_canary_total:lost': () => undefined,
    };
    const told = notifications(incident(traffic(1), traffic(1, 1)), noCanary);
    expect(told).toContainEqual(expect.stringMatching(/^page availability-page /));
    expect(told).not.toContainEqual(expect.stringMatching(/metrics-blind/));
  });

  it('is seen in the night, when the canary is the only one that counts', () => {
    const untilNight = (minute: number) => (after(2)(minute) ? undefined : 1);
    const story = {
      'order_service_canary_total:returned': untilNight,
      'order_service_canary_total:lost': () => undefined,
    };
    expect(notifications(incident(silence(3)), story)).toEqual([
      expect.stringMatching(/^page metrics-blind /),
    ]);
  });
});

describe('checks of readiness', () => {
  const checks: Story = { 'Invocations of health-ready': () => 30 };

  it('that fail all night wake nobody, since clients may not miss what is down', () => {
    const failing: Story = { ...checks, '5xx': () => 30, Count: () => 31 };
    expect(notifications(incident(silence(2)), failing)).toEqual([]);
  });

  it('do not hide that clients get errors', () => {
    const failing: Story = { ...checks, '5xx': () => 60, Count: () => 130 };
    expect(notifications(incident(silence(2)), failing)).toContain('page api-server-errors 360');
  });
});

describe('alarms on what serves the objectives', () => {
  const quiet = incident(traffic(2));
  const between = (from: number, to: number, value: number) => (minute: number) =>
    minute >= from && minute < to ? value : 0;

  it.each([
    ['canaries are lost', 'order_service_canary_total:lost', 1, 'page canary-lost'],
    ['the gateway answers with 5xx', '5xx', 60, 'page api-server-errors'],
    ['the relay is late', 'IteratorAge of relay-events', 70_000, 'ticket relay-late'],
    ['an order is quarantined', 'order_service_orders_quarantined_total', 1, 'ticket orders-quarantined'],
    [
      'a message is given up',
      'ApproximateNumberOfMessagesVisible of order-summary-dlq',
      1,
      'ticket dead-letters-order-summary',
    ],
    [
      'a rule cannot deliver',
      'ApproximateNumberOfMessagesVisible of order-summary-rule-dlq',
      1,
      'ticket undelivered-order-summary',
    ],
    [
      'a circuit keeps opening',
      'order_service_circuit_transitions_total:dynamodb:open',
      1,
      'ticket circuit-open-dynamodb',
    ],
    ['commands crash', 'Errors of create-order', 1, 'ticket function-errors-commands'],
    ['jobs are refused', 'Throttles of sweep-events', 1, 'ticket function-throttles-jobs'],
    ['the aggregator fails', 'Errors of aggregate-metrics', 1, 'ticket aggregator-failing'],
    ['the aggregator drops', 'AsyncEventsDropped of aggregate-metrics', 1, 'ticket aggregator-dropping'],
    ['lines are not handed over', 'DeliveryErrors of create-order', 1, 'ticket log-delivery-failing'],
    ['payments stay undecided', 'slo_events_total:payment-success:bad', 1, 'ticket payments-undecided'],
  ])('tell when %s', (_, metric, value, expected) => {
    const story = { [metric]: between(30, 60, value), Count: () => 1_000 };
    const told = notifications(quiet, story).map((text) => text.replace(/ \d+$/, ''));
    expect(told).toContain(expected);
  });

  it('are silent about four failures at the gateway, even if nobody else calls', () => {
    const few = (minute: number) => (minute % 5 === 0 ? undefined : 1);
    const story = published({ '5xx': few, Count: few });
    expect(evaluator(monitoring, story, 60).alarm('api-server-errors').sent).toEqual([]);
  });

  it('end with DynamoDB’s throttles, although its metrics are missing then', () => {
    const throttled = (minute: number) => (minute >= 30 && minute < 45 ? 3 : undefined);
    const story = published({ ...pulse, WriteThrottleEvents: throttled });
    const { states } = evaluator(monitoring, story, 90).alarm('database-throttled');
    expect(states[44]).toBe('ALARM');
    expect(states[60]).toBe('OK');
  });
});
