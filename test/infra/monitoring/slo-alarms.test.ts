import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { type BurnAlert, burnAlertName, burnAlerts, hasOneWindow } from '../../../lib/slo/burn-alerts.ts';
import { evaluator } from '../../../tools/diagnosis/alarms/template-evaluator.ts';
import { activationsWhere } from '../../../tools/slo/alert-simulator/activations.ts';
import { burnAlertRule, conditionHolds } from '../../../tools/slo/alert-simulator/alert-rule.ts';
import { eventHistory } from '../../../tools/slo/alert-simulator/event-history.ts';
import type { Incident } from '../../../tools/slo/alert-simulator/incident.ts';
import {
  everySecondBad,
  lowTraffic,
  lowTrafficOutage,
  seldom,
  singleBad,
  trickle,
} from '../../../tools/slo/alert-simulator/low-traffic.ts';
import { scenarios } from '../../../tools/slo/alert-simulator/scenarios.ts';
import { evaluationsOf, severityActivations, simulate } from '../../../tools/slo/alert-simulator/simulate.ts';
import { activations } from '../../harness/cloudwatch/activations.ts';
import { incidentOf, minutesOf, published } from '../../harness/cloudwatch/story.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { monitoring } = synthesized();
const objectives = Object.values(slos).map((objective) => [objective.id, objective] as const);
const incidents = Object.values(scenarios).map((incident) => [incident.title, incident] as const);

/** When a pair fires, whose short window of a page counts until another one has passed without too many bad events. */
const pairActivations = (alert: BurnAlert, incident: Incident) => {
  const rule = burnAlertRule(alert);
  const history = eventHistory(incident);
  const [longSeconds, shortSeconds = longSeconds] = rule.windowsSeconds;
  const shortEnds = (at: number) => (alert.severity === 'page' ? [at, at - shortSeconds] : [at]);
  const short = { ...rule, windowsSeconds: [shortSeconds], minBadEvents: 0 } as const;
  return activationsWhere(
    (at) =>
      conditionHolds({ ...rule, windowsSeconds: [longSeconds] }, history, at) &&
      shortEnds(at).some((end) => conditionHolds(short, history, end)),
    evaluationsOf(incident, { stepSeconds: 60 }),
  );
};

describe.each(objectives)('burn-rate alarms of %s in the template', (id, objective) => {
  /** The ticket for a trickle looks at the long window of a page. */
  const longWindowName = (alert: BurnAlert): string => {
    const { minBadEvents, trickleBadEvents } = objective;
    const isShared = hasOneWindow(alert) && minBadEvents === trickleBadEvents;
    return burnAlertName(objective, isShared ? { ...alert, severity: 'page' } : alert);
  };

  it.each(incidents)('fire and clear as in the simulator when %s', (_, incident) => {
    const minutes = minutesOf(incident);
    const template = evaluator(monitoring, published(incidentOf(id, incident)), minutes);
    for (const alert of burnAlerts(objective)) {
      const name = burnAlertName(objective, alert);
      const expected = pairActivations(alert, incident);
      const found = activations(
        template.alarm(`${longWindowName(alert)}-long`).states,
        ...(hasOneWindow(alert) ? [] : [template.alarm(`${name}-short`).states]),
      );
      if (alert.longMinutes <= 1_440) expect(found, name).toEqual(expected);
      // CloudWatch looks at windows of more than a day once an hour.
      else
        expect(
          found.map(({ firesAt }) => Math.ceil(firesAt / 3_600)),
          name,
        ).toEqual(expected.map(({ firesAt }) => Math.ceil(firesAt / 3_600)));
    }
  });

  it.each(incidents)('page while any pair of windows does when %s', (_, incident) => {
    const minutes = minutesOf(incident);
    const { states } = evaluator(monitoring, published(incidentOf(id, incident)), minutes).alarm(
      `${id}-page`,
    );
    const fired = burnAlerts(objective)
      .filter(({ severity }) => severity === 'page')
      .flatMap((alert) => pairActivations(alert, incident));
    const expected = states.map((_state, minute) => {
      const now = (minute + 1) * 60;
      return fired.some(
        ({ firesAt, clearsAt = Number.POSITIVE_INFINITY }) => firesAt <= now && now < clearsAt,
      );
    });
    expect(states.map((state) => state === 'ALARM')).toEqual(expected);
  });

  it('have the thresholds and windows of the declaration', () => {
    const MetricName = `slo_bad_events:${id}`;
    for (const alert of burnAlerts(objective)) {
      for (const [window, minutes] of [
        [`${longWindowName(alert)}-long`, alert.longMinutes],
        ...(hasOneWindow(alert)
          ? []
          : [[`${burnAlertName(objective, alert)}-short`, alert.shortMinutes] as const]),
      ] as const) {
        monitoring.hasResourceProperties('AWS::CloudWatch::Alarm', {
          AlarmName: `order-service-dev-${window}`,
          Threshold: Number(alert.threshold),
          ...(window.endsWith('-short')
            ? { MetricName, Period: minutes * 60, Statistic: 'Average' }
            : {
                Metrics: [
                  { Expression: `IF(bad >= ${alert.minBadEvents}, share, 0)` },
                  { Id: 'bad', MetricStat: { Period: minutes * 60, Metric: { MetricName }, Stat: 'Sum' } },
                  {
                    Id: 'share',
                    MetricStat: { Period: minutes * 60, Metric: { MetricName }, Stat: 'Average' },
                  },
                ],
              }),
        });
      }
    }
  });
});

describe('alarms of a service with few requests', () => {
  const { availability } = slos;

  /** Minutes at which the composite of a severity begins to be in alarm. */
  const starts = (incident: Incident, name: string): readonly number[] => {
    const template = evaluator(
      monitoring,
      published(incidentOf('availability', incident)),
      minutesOf(incident),
    );
    return activations(template.alarm(name).states).map(({ firesAt }) => firesAt / 60);
  };

  it.each(lowTraffic)('send one page and one ticket for an outage at %d requests an hour', (requests) => {
    for (const outage of [lowTrafficOutage(requests, 10), everySecondBad(requests)]) {
      expect(starts(outage, 'availability-page'), outage.title).toHaveLength(1);
      expect(starts(outage, 'availability-ticket'), outage.title).toHaveLength(1);
    }
  });

  it('page for several bad requests a day when the simulator does', () => {
    const incident = seldom(48);
    const [expected] = severityActivations(
      availability,
      'page',
      eventHistory(incident),
      evaluationsOf(incident, { stepSeconds: 60 }),
    );
    expect(starts(incident, 'availability-page')).toEqual([(expected?.firesAt ?? 0) / 60]);
    expect(starts(singleBad(48), 'availability-page')).toEqual([]);
  });

  it('open one ticket for a trickle that fails for days, and keep it', () => {
    const incident = trickle(8);
    expect(starts(incident, 'availability-ticket')).toEqual([60]);
  });
});

describe('a night with few requests', () => {
  const { availability } = slos;
  const failures = availability.minBadEvents;
  /** So that just enough failures for the guard are in an hour. */
  const every = Math.floor(60 / (failures + 1));
  const night = {
    id: 'night',
    title: 'a request now and then, and each fails',
    phases: Array.from({ length: failures + 2 }, () => [
      { seconds: (every - 1) * 60, goodPerMinute: 0, badPerMinute: 0 },
      { seconds: 60, goodPerMinute: 0, badPerMinute: 1 },
    ]).flat(),
  };

  it('pages at the last failure that the guard waits for, though the short window holds only one', () => {
    const template = evaluator(monitoring, published(incidentOf('availability', night)), minutesOf(night));
    const [found] = activations(
      template.alarm('availability-page-1h-long').states,
      template.alarm('availability-page-1h-short').states,
    );
    const [expected] = simulate(availability, night, { stepSeconds: 60 });
    expect(found?.firesAt).toBe(expected?.firesAt);
    expect(found?.firesAt).toBe(failures * every * 60);
  });
});
