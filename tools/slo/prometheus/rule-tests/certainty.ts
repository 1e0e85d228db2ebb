import { type AlertRule, conditionHolds } from '../../alert-simulator/alert-rule.ts';
import { type EventHistory, eventHistory, perEvent } from '../../alert-simulator/event-history.ts';
import { type Incident, incidentSeconds } from '../../alert-simulator/incident.ts';
import { ratioOfRates } from './exact-traffic.ts';

/** The condition of a rule as it comes out of the rates of Prometheus, which are doubles. */
const holdsInDoubles = (rule: AlertRule, history: EventHistory, at: number): boolean =>
  history(at - rule.windowsSeconds[0], at).bad >= rule.minBadEvents * perEvent &&
  rule.windowsSeconds.every((window) => {
    const { good, bad } = history(at - window, at);
    return ratioOfRates(bad / perEvent, good / perEvent, window) > Number(rule.threshold);
  });

/**
 * Whether a rule does over an incident what the simulator says, although Prometheus rounds: a ratio at the threshold
 * can come out over it.
 */
export const isCertain = (
  rule: AlertRule,
  incident: Incident,
  { fromSeconds, stepSeconds }: { readonly fromSeconds: number; readonly stepSeconds: number },
): boolean => {
  const history = eventHistory(incident);
  for (let at = fromSeconds; at <= incidentSeconds(incident); at += stepSeconds) {
    if (holdsInDoubles(rule, history, at) !== conditionHolds(rule, history, at)) return false;
  }
  return true;
};
