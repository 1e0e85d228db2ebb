import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { burnAlertName, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { scenarios } from '../../../tools/slo/alert-simulator/scenarios.ts';
import { simulate } from '../../../tools/slo/alert-simulator/simulate.ts';
import { activations } from '../../harness/cloudwatch/activations.ts';
import { incidentOf, minutesOf, published } from '../../harness/cloudwatch/story.ts';
import { evaluator } from '../../harness/cloudwatch/template-evaluator.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { monitoring } = synthesized();
const objectives = Object.values(slos).map((objective) => [objective.id, objective] as const);
const incidents = Object.values(scenarios).map((incident) => [incident.title, incident] as const);

describe.each(objectives)('burn-rate alarms of %s in the template', (id, objective) => {
  it.each(incidents)('do what the simulator says when %s', (_, incident) => {
    const minutes = minutesOf(incident);
    const template = evaluator(monitoring, published(incidentOf(id, incident)), minutes);
    for (const { alert, activations: expected } of simulate(objective, incident, { stepSeconds: 60 })) {
      const name = burnAlertName(objective, alert);
      const found = activations(
        template.alarm(`${name}-long`).states,
        template.alarm(`${name}-short`).states,
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
    const fired = simulate(objective, incident, { stepSeconds: 60 })
      .filter(({ alert }) => alert.severity === 'page')
      .flatMap(({ activations: each }) => each);
    const expected = states.map((_state, minute) => {
      const now = (minute + 1) * 60;
      return fired.some(
        ({ firesAt, clearsAt = Number.POSITIVE_INFINITY }) => firesAt <= now && now < clearsAt,
      );
    });
    expect(states.map((state) => state === 'ALARM')).toEqual(expected);
  });

  it('have the thresholds and windows of the declaration', () => {
    for (const alert of burnAlerts(objective)) {
      const name = `order-service-dev-${burnAlertName(objective, alert)}`;
      for (const [window, minutes] of [
        ['long', alert.longMinutes],
        ['short', alert.shortMinutes],
      ] as const) {
        monitoring.hasResourceProperties('AWS::CloudWatch::Alarm', {
          AlarmName: `${name}-${window}`,
          Threshold: Number(alert.threshold),
          Metrics: [
            { Id: 'expr_1' },
            { MetricStat: { Period: minutes * 60, Metric: { MetricName: `slo_events_total:${id}:good` } } },
            { MetricStat: { Period: minutes * 60, Metric: { MetricName: `slo_events_total:${id}:bad` } } },
          ],
        });
      }
    }
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
