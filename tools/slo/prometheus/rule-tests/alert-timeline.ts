import { type EventCounts, errorRatio, remainingBudget, windowSeconds } from '../../../../lib/slo/budget.ts';
import {
  burnAlertName,
  burnAlerts,
  onlyBadName,
  type Severity,
  severities,
  severityAlertName,
} from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Activation, activationsOf, activationsWhere } from '../../alert-simulator/activations.ts';
import { type AlertRule, burnAlertRule, onlyBadHolds } from '../../alert-simulator/alert-rule.ts';
import { perEvent } from '../../alert-simulator/event-history.ts';
import { type Incident, incidentSeconds } from '../../alert-simulator/incident.ts';
import { evaluationsOf, severityActivations } from '../../alert-simulator/simulate.ts';
import { secondsToMissEvents } from '../rules/absence.ts';
import { absentAlertName, exhaustedAlertName } from '../rules/slo-alerts.ts';
import { knownHistory } from './known-history.ts';
import { scrapedCounter } from './scraped-counter.ts';
import { type ScrapedHistory, scrapedHistory } from './scraped-history.ts';
import { type Looking, scrapesOf } from './scrapes.ts';

/** When an alert, or a pair of windows, fires over an incident, by the simulator. */
export interface AlertTimeline {
  readonly alert: string;
  readonly activations: readonly Activation[];
  /** Whether it does not depend on how Prometheus rounds. */
  readonly isCertain: boolean;
}

const evaluationsIn = (incident: Incident, looking: Looking): readonly number[] => [
  ...evaluationsOf(incident, {
    stepSeconds: looking.evaluationSeconds,
    fromSeconds: (looking.afterSeconds ?? 0) + looking.evaluationSeconds,
  }),
];

/** A hundred-millionth is more than doubles round away, and less than any incident here comes near to. */
const rounding = 1e-8;

/**
 * Whether a rule does at a second what the simulator says, although both round: a ratio at the threshold can come out
 * over it.
 */
export const isCertain = (
  { windowsSeconds, threshold }: AlertRule,
  { increases, rates }: ScrapedHistory,
  at: number,
): boolean =>
  windowsSeconds.every((window) => {
    const ratios = [increases, rates].map((history) => errorRatio(history(at - window, at)));
    return ratios.every(
      (ratio) => ratio === Number(threshold) || Math.abs(ratio / Number(threshold) - 1) > rounding,
    );
  });

/** Times of the alert on an exhausted budget over an incident. */
export const exhaustedTimeline = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): AlertTimeline => {
  const { increases } = scrapedHistory(objective, incident, looking);
  const known = knownHistory(objective, incident, looking);
  const window = windowSeconds(objective);
  const left = (at: number): number => {
    const { good, bad } = increases(at - window, at);
    const counts: EventCounts = { good: good / perEvent, bad: bad / perEvent };
    return remainingBudget(objective, counts, known(at));
  };
  const evaluations = evaluationsIn(incident, looking);
  return {
    alert: exhaustedAlertName(objective),
    activations: activationsWhere((at) => left(at) <= 0, evaluations),
    isCertain: evaluations.every((at) => Math.abs(left(at)) > rounding),
  };
};

/** A gap is seen from the first missing sample on. */
const absent = (
  objective: Objective,
  severity: Severity,
  incident: Incident,
  looking: Looking,
): AlertTimeline => {
  const evaluationFrom = (second: number) =>
    Math.ceil(second / looking.evaluationSeconds) * looking.evaluationSeconds;
  const samples = scrapedCounter(incident, 'good', scrapesOf(objective, incident, looking));
  const isMissing = (sample: number) => samples[sample]?.value === undefined;
  const patience = evaluationFrom(secondsToMissEvents(objective, severity));
  const activations = samples.flatMap(({ at }, sample): Activation[] => {
    const last = samples[sample - 1];
    if (!last || !isMissing(sample) || isMissing(sample - 1)) return [];
    const back = samples.find((one) => one.at > at && one.value !== undefined)?.at;
    // What was there a day ago is missed, what was there before no longer.
    const seenUntil = Math.min(back ?? Number.POSITIVE_INFINITY, last.at + 86_400);
    const [firesAt, clearsAt] = [evaluationFrom(at) + patience, evaluationFrom(seenUntil)];
    if (firesAt >= clearsAt) return [];
    return [clearsAt > incidentSeconds(incident) ? { firesAt } : { firesAt, clearsAt }];
  });
  return { alert: absentAlertName(objective, severity), activations, isCertain: true };
};

/** Times of the pairs of an objective over an incident. */
export const pairTimelines = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): readonly AlertTimeline[] => {
  const seen = scrapedHistory(objective, incident, looking);
  const evaluations = evaluationsIn(incident, looking);
  return [
    ...burnAlerts(objective).map((alert) => {
      const rule = burnAlertRule(alert);
      return {
        alert: burnAlertName(objective, alert),
        activations: activationsOf(rule, seen.increases, evaluations),
        isCertain: evaluations.every((at) => isCertain(rule, seen, at)),
      };
    }),
    {
      alert: onlyBadName(objective),
      activations: activationsWhere((at) => onlyBadHolds(seen.increases, at), evaluations),
      isCertain: true,
    },
  ];
};

/** Times of every alert of an objective over an incident. */
export const alertTimelines = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): readonly AlertTimeline[] => {
  const seen = scrapedHistory(objective, incident, looking);
  const evaluations = evaluationsIn(incident, looking);
  return [
    ...severities.flatMap((severity) => [
      {
        alert: severityAlertName(objective, severity),
        activations: severityActivations(objective, severity, seen.increases, evaluations),
        isCertain: burnAlerts(objective)
          .filter((alert) => alert.severity === severity)
          .every((alert) => evaluations.every((at) => isCertain(burnAlertRule(alert), seen, at))),
      },
      absent(objective, severity, incident, looking),
    ]),
    exhaustedTimeline(objective, incident, looking),
  ];
};
