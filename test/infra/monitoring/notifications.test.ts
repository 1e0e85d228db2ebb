import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { type BurnAlert, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../lib/slo/decimal.ts';
import { metricMath } from '../../../tools/diagnosis/alarms/metric-math.ts';
import type { ByMinute } from '../../../tools/diagnosis/alarms/minute-series.ts';
import { evaluator } from '../../../tools/diagnosis/alarms/template-evaluator.ts';
import { burnAlertRule } from '../../../tools/slo/alert-simulator/alert-rule.ts';
import { detectionSeconds } from '../../../tools/slo/alert-simulator/alert-timing.ts';
import type { Incident } from '../../../tools/slo/alert-simulator/incident.ts';
import {
  incident,
  notifications,
  perMinute,
  silence,
  traffic,
} from '../../harness/cloudwatch/notifications.ts';
import { incidentOf, minutesOf, published, pulse, type Story } from '../../harness/cloudwatch/story.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const hour = 60;

/** Part of the requests that may fail. */
const budget = Number(errorBudget(slos.availability.target));
/** Part that fails in an outage, and the hours after which it has used up all that may fail. */
const outageRatio = Math.min(1, 500 * budget);
const budgetHours = (slos.availability.windowDays * 24 * budget) / outageRatio;
/** Part of which a tenth of the budget goes in less than a day, and a twentieth in more than six hours. */
const slowRatio = 0.15 * slos.availability.windowDays * budget;

/** Answers that have to be judged, by the access log of the gateway. */
const answered = (perMinute: ByMinute): Story => ({ order_service_gateway_judgeable_requests: perMinute });

const after = (hours: number) => (minute: number) => minute >= hours * hour;

describe('notifications', () => {
  it('are none without failures, by day and in a night without requests', () => {
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
    const begins = 2 * 24 * hour;
    const measured: Story = {
      'slo_budget_remaining_ratio:availability': (minute) => {
        if (minute % hour !== 0) return undefined;
        return 1 - Math.max(0, minute - begins) / (budgetHours * hour);
      },
    };
    const told = notifications(outage, measured, /^(?:availability|metrics)-/);
    expect(told).toEqual([
      expect.stringMatching(/^page availability-page /),
      expect.stringMatching(/^ticket availability-budget-exhausted /),
    ]);
  });

  it('are one ticket for a slow burn', () => {
    const [first, ...others] = notifications(incident(traffic(2 * 24), traffic(24, slowRatio)));
    expect(first).toMatch(/^ticket availability-ticket /);
    expect(others).toEqual([]);
  });

  it('are one page about missing metrics, and no other, while they are missing', () => {
    const unjudged = answered((minute) => (after(2)(minute) ? 3 : 1) * perMinute);
    const told = notifications(incident(traffic(3), traffic(0.5, 1)), unjudged);
    expect(told.filter((text) => text.startsWith('page'))).toEqual([`page metrics-blind ${2 * 3_600 + 780}`]);
  });
});

describe('blindness that ends during an outage', () => {
  it('waits for five minutes of figures before it pages', () => {
    const outage = incident(traffic(2), traffic(2, 1));
    const isBlind = (minute: number) => minute >= hour && minute < 3 * hour;
    const story = answered((minute) => (isBlind(minute) ? 3 : 1) * perMinute);
    const everything = published({ ...incidentOf('availability', outage), ...pulse, ...story });
    const { alarm } = evaluator(synthesized().monitoring, everything, minutesOf(outage));
    const lastBlind = alarm('metrics-blind').states.lastIndexOf('ALARM');
    const [page = 0] = alarm('availability-page').sent;
    expect(lastBlind).toBeGreaterThan(3 * hour - 1);
    expect(page / 60 - (lastBlind + 2)).toBe(5);
  });
});

describe('blindness', () => {
  const vanished: Incident = incident(traffic(2), { ...traffic(1), series: 'none' });
  it('is detected within a quarter of an hour when requests are no longer judged', () => {
    expect(
      notifications(
        vanished,
        answered(() => perMinute),
      ),
    ).toEqual([expect.stringMatching(/^page metrics-blind /)]);
  });

  it('is not suspected while nearly half of the answers are repeated ones', () => {
    expect(
      notifications(
        incident(traffic(2)),
        answered(() => 1.9 * perMinute),
      ),
    ).toEqual([]);
    expect(
      notifications(
        incident(traffic(2)),
        answered(() => 2.1 * perMinute),
      ),
    ).toEqual([expect.stringMatching(/^page metrics-blind /)]);
  });

  it('has a value that tells missing metrics from answers that are not judged', () => {
    const [, { Properties }] = resourcesOf(synthesized().monitoring, 'AWS::CloudWatch::Alarm').find(
      ([, found]) => String(found.Properties.AlarmName).endsWith('-metrics-blind'),
    ) ?? ['', { Type: '', Properties: { Metrics: [{}] } }];
    const [{ Expression }] = Properties.Metrics;
    const value = (values: Readonly<Record<string, number>>) =>
      metricMath(Expression)(new Map(Object.entries(values)));
    expect(value({})).toBe(2);
    expect(value({ answers: 100 })).toBe(3);
    expect(value({ returned: 5 })).toBe(0);
    expect(value({ lost: 5 })).toBe(0);
    expect(value({ judged: 1 })).toBe(0);
    expect(value({ returned: 5, answers: 20 })).toBe(1);
    expect(value({ returned: 5, answers: 19 })).toBe(0);
    expect(value({ returned: 5, answers: 100, judged: 49 })).toBe(1);
    expect(value({ returned: 5, answers: 100, judged: 50 })).toBe(0);
  });

  it('is not suspected in a stage without traffic and clients, by day and by night', () => {
    expect(notifications(incident(silence(24)))).toEqual([]);
  });

  it('is detected when no line of any function arrives, though the access log shows traffic', () => {
    const nothing = {
      'order_service_canary_total:returned': () => undefined,
      'order_service_canary_total:lost': () => undefined,
    };
    expect(notifications(vanished, { ...answered(() => perMinute), ...nothing })).toContainEqual(
      expect.stringMatching(/^page metrics-blind /),
    );
  });

  it('is suspected after 20 requests in five minutes that are not judged', () => {
    expect(
      notifications(
        vanished,
        answered(() => 4),
      ),
    ).toEqual([expect.stringMatching(/^page metrics-blind /)]);
  });

  it('is not suspected when all answers are client errors, which the filter leaves out', () => {
    const mistakes = { Count: () => 2 * perMinute, '4xx': () => 2 * perMinute };
    expect(notifications(vanished, mistakes)).toEqual([]);
  });

  it('is not suspected for a few refused metric lines, and the budget still pages', () => {
    const refused: Story = { 'EMFValidationErrors of create-order': (minute) => (minute % 5 === 0 ? 1 : 0) };
    const told = notifications(incident(traffic(2), traffic(3, 0.03)), refused, /^(?:availability|metrics)-/);
    expect(told).toContainEqual(expect.stringMatching(/^ticket metrics-rejected /));
    expect(told).toContainEqual(expect.stringMatching(/^page availability-page /));
    expect(told).not.toContainEqual(expect.stringMatching(/metrics-blind/));
  });

  it('is not suspected of requests so few that they may be late', () => {
    expect(
      notifications(
        vanished,
        answered(() => 3),
      ),
    ).toEqual([]);
  });

  it('is not suspected during an outage of the database, when requests are judged but no canary is', () => {
    const noCanary: Story = {
      'order_service_canary_total:returned': () => undefined,
      'order_service_canary_total:lost': () => undefined,
    };
    const story = { ...noCanary, ...answered(() => perMinute) };
    const told = notifications(incident(traffic(1), traffic(1, 1)), story);
    expect(told).toContainEqual(expect.stringMatching(/^page availability-page /));
    expect(told).not.toContainEqual(expect.stringMatching(/metrics-blind/));
  });

  it('is detected in the night by the canary alone', () => {
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
