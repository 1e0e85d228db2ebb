import { describe, expect, it } from 'vitest';
import { burnAlertName, burnAlerts, type Severity } from '../../../../lib/slo/burn-alerts.ts';
import type { AlertRule } from '../../../../tools/slo/alert-simulator/alert-rule.ts';
import { eventHistory } from '../../../../tools/slo/alert-simulator/event-history.ts';
import type { Incident, Phase } from '../../../../tools/slo/alert-simulator/incident.ts';
import {
  everySecondBad,
  lowTraffic,
  lowTrafficOutage,
  seldom,
  singleBad,
  trickle,
} from '../../../../tools/slo/alert-simulator/low-traffic.ts';
import { type ScenarioId, scenarios } from '../../../../tools/slo/alert-simulator/scenarios.ts';
import {
  evaluationsOf,
  severityActivations,
  simulate,
  simulateRule,
} from '../../../../tools/slo/alert-simulator/simulate.ts';
import { anObjective } from '../../../builders/an-objective.ts';

const availability = anObjective();

/** Each alert's first activation, in minutes of the scenario. */
const minutesOf = (scenario: ScenarioId) =>
  Object.fromEntries(
    simulate(availability, scenarios[scenario], { stepSeconds: 60 }).map(({ alert, firesAt, clearsAt }) => [
      burnAlertName(availability, alert),
      firesAt === undefined ? 'silent' : [firesAt / 60, clearsAt === undefined ? 'fires on' : clearsAt / 60],
    ]),
  );

const silent = {
  'availability-page-1h': 'silent',
  'availability-page-6h': 'silent',
  'availability-ticket-6h': 'silent',
  'availability-ticket-1d': 'silent',
  'availability-ticket-3d': 'silent',
};

describe('simulate', () => {
  it('pages within two minutes of a total outage and clears five minutes after it', () => {
    expect(minutesOf('total-outage')).toEqual({
      'availability-page-1h': [361, 375],
      'availability-page-6h': [363, 400],
      'availability-ticket-6h': [363, 728],
      'availability-ticket-1d': [362, 490],
      'availability-ticket-3d': [361, 730],
    });
  });

  it('pages within six minutes of 15 % of errors', () => {
    expect(minutesOf('fifteen-percent')['availability-page-1h']).toEqual([366, 395]);
  });

  it('pages by the second pair only, after 3.6 hours, for 1 % of errors', () => {
    expect(minutesOf('one-percent')).toMatchObject({
      'availability-page-1h': 'silent',
      'availability-page-6h': [360 + 3.6 * 60 + 1, 912],
    });
  });

  it.each(['single-error', 'zero-traffic', 'no-bad-series-yet', 'vanished-metric'] as const)(
    'is silent in %s',
    (scenario) => {
      expect(minutesOf(scenario)).toEqual(silent);
    },
  );

  it('is silent over counters that begin again and pages for an outage that begins with them', () => {
    expect(minutesOf('counter-reset')).toMatchObject({
      'availability-page-1h': [241, 255],
      'availability-page-6h': [242, 280],
    });
  });

  it('is silent exactly at the threshold and fires over it', () => {
    expect(minutesOf('exactly-at-threshold')['availability-page-1h']).toBe('silent');
    expect(minutesOf('just-over-threshold')['availability-page-1h']).toEqual([180, 'fires on']);
  });

  it('would page for the single error without the guard', () => {
    const unguarded = anObjective({ minBadEvents: 1 });
    const [page] = simulate(unguarded, scenarios['single-error'], { stepSeconds: 60 });
    expect(page?.firesAt).toBe(7 * 3_600);
  });

  it('runs one alert alone', () => {
    const [, alert] = burnAlerts(availability);
    if (!alert) throw new Error('an objective has more than one alert');
    expect(simulate(alert, scenarios['total-outage'], { stepSeconds: 60 })).toEqual([
      {
        alert,
        firesAt: 363 * 60,
        clearsAt: 400 * 60,
        activations: [{ firesAt: 363 * 60, clearsAt: 400 * 60 }],
      },
    ]);
  });
});

describe('severityActivations', () => {
  const counted = (incident: Incident, severity: Severity) =>
    severityActivations(
      availability,
      severity,
      eventHistory(incident),
      evaluationsOf(incident, { stepSeconds: 60 }),
    ).map(({ firesAt, clearsAt }) => [firesAt / 60, (clearsAt ?? Number.NaN) / 60]);

  it('lasts for 35 minutes after the last pair of a page', () => {
    expect(counted(scenarios['total-outage'], 'page')).toEqual([[361, 435]]);
  });

  it.each(lowTraffic)('sends one page and one ticket for an outage at %d requests an hour', (requests) => {
    for (const outage of [lowTrafficOutage(requests, 10), everySecondBad(requests)])
      expect([counted(outage, 'page').length, counted(outage, 'ticket').length]).toEqual([1, 1]);
  });

  it('pages for several bad requests a day, and not for a single one', () => {
    const hours = counted(seldom(48), 'page').map(([firesAt = 0]) => firesAt / 60);
    expect(hours).toEqual([15]);
    expect(counted(singleBad(48), 'page')).toEqual([]);
  });

  it('opens one ticket for a trickle that fails for days', () => {
    const [[firesAt = 0] = [], ...others] = counted(trickle(8), 'ticket');
    expect([firesAt, others]).toEqual([60, []]);
  });
});

describe('simulateRule', () => {
  const phase = (seconds: number, badPerMinute: number): Phase => ({
    seconds,
    goodPerMinute: 100 - badPerMinute,
    badPerMinute,
  });
  const incident = {
    id: 'twice',
    title: 'two outages',
    phases: [phase(120, 0), phase(60, 100), phase(120, 0), phase(120, 100), phase(60, 0)],
  };
  const rule: AlertRule = {
    windowsSeconds: [60],
    threshold: '0.5',
    minBadEvents: 1,
    forSeconds: 0,
  };

  it('returns every time that a rule fires', () => {
    expect(simulateRule(rule, incident, { stepSeconds: 20 })).toEqual([
      { firesAt: 160, clearsAt: 220 },
      { firesAt: 340, clearsAt: 460 },
    ]);
  });

  it('waits until the condition has held for the time of the rule', () => {
    expect(simulateRule({ ...rule, forSeconds: 60 }, incident, { stepSeconds: 20 })).toEqual([
      { firesAt: 400, clearsAt: 460 },
    ]);
  });

  it('evaluates at the end of the span, too', () => {
    expect(simulateRule(rule, incident, { stepSeconds: 20, toSeconds: 160 })).toEqual([{ firesAt: 160 }]);
  });

  it('evaluates only in the span that is asked for', () => {
    expect(simulateRule(rule, incident, { stepSeconds: 20, fromSeconds: 180, toSeconds: 200 })).toEqual([
      { firesAt: 180 },
    ]);
  });

  it('asks for enough bad events in the longest window alone', () => {
    const guarded = { ...rule, threshold: '0.4', windowsSeconds: [120, 20] as const };
    const firesWith = (minBadEvents: number) =>
      simulateRule({ ...guarded, minBadEvents }, incident, { stepSeconds: 20 })[0]?.firesAt;
    expect([firesWith(100), firesWith(200), firesWith(201)]).toEqual([180, 420, undefined]);
  });
});
