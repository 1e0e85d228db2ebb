import { severities } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import {
  everySecondBad,
  goneForDays,
  lowTraffic,
  lowTrafficOutage,
  seldom,
  singleBad,
  trickle,
} from '../../alert-simulator/low-traffic.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { Labels } from '../rules/rule.ts';
import { absentAlertName } from '../rules/slo-alerts.ts';
import type { YamlValue } from '../yaml.ts';
import { incidentSeries } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';
import { timelineTest } from './timeline-test.ts';

/** Seen often enough for the gaps between two requests. */
export const gapSeconds = 300;

/** A request in three hours is seen as often. */
export const hourSeconds = 3 * 3_600;

/** promtool takes 10,000 samples of a series at most, a little more than 8 days of these. */
const seenByTheHour = { scrapeSeconds: 72, evaluationSeconds: hourSeconds };

const first = (objectives: readonly Objective[]): readonly Objective[] => objectives.slice(0, 1);

/** Outages of services with few requests: one page and one ticket each, which do not end between two requests. */
export const gapTests = (objectives: readonly Objective[]): readonly YamlValue[] => [
  timelineTest({
    name: 'all or every second one of 2, 10 and 100 requests an hour are bad, each in a job of its own',
    incidents: lowTraffic
      .flatMap((requests) => [lowTrafficOutage(requests, 10), everySecondBad(requests)])
      .flatMap((incident) =>
        first(objectives).map((objective) => ({ objective, incident, job: incident.id })),
      ),
    scrapeSeconds: 60,
    evaluationSeconds: gapSeconds,
  }),
];

/** The page for nothing but bad requests, so seldom that the guard of the shorter windows never meets them. */
export const onlyBadTest = (objectives: readonly Objective[]): YamlValue =>
  timelineTest({
    name: 'a request in three hours, nothing but bad ones, and a single bad request',
    incidents: objectives.flatMap((objective) =>
      [seldom(48), seldom(48, 24), singleBad(48)].map((incident) => ({
        objective,
        incident,
        job: incident.id,
      })),
    ),
    ...seenByTheHour,
  });

/** A job is missed for a day; when no target has counters any more, that is missed without a job. */
export const goneTest = (objectives: readonly Objective[]): YamlValue => {
  const incidents = objectives.map((objective) => ({ objective, incident: goneForDays(48) }));
  const missed = (hours: number, labels: Labels) =>
    expectQuery(
      'count by (alertname, job) (ALERTS{alertstate="firing",alertname=~".+-absent-.+"})',
      hours * 3_600,
      objectives.flatMap((objective) =>
        severities.map((severity) => ({
          labels: { alertname: absentAlertName(objective, severity), ...labels },
          value: 1,
        })),
      ),
    );
  return promtoolTest({
    name: 'counters of the only job are gone for two days',
    stepSeconds: seenByTheHour.scrapeSeconds,
    series: incidentSeries(incidents, seenByTheHour),
    queries: [missed(24, { job: orderService.name }), missed(42, {})],
  });
};

const trickleTest = (objectives: readonly Objective[], days: number): YamlValue =>
  timelineTest({
    name: `${trickle(days).title}: a page and a ticket for all of them`,
    incidents: objectives.map((objective) => ({ objective, incident: trickle(days) })),
    ...seenByTheHour,
  });

/** Hours and days of bad requests. */
export const hourTests = (objectives: readonly Objective[]): readonly YamlValue[] => [
  onlyBadTest(objectives),
  goneTest(objectives),
  trickleTest(first(objectives), 8),
];
