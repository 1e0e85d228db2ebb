import type { Activation } from './activations.ts';
import type { AlertRule } from './alert-rule.ts';
import type { Outage } from './alert-timing.ts';
import type { Incident, Phase } from './incident.ts';
import { simulateRule } from './simulate.ts';

/** Times of a rule in a simulated outage. */
export interface OutageMeasurement {
  readonly detectionSeconds: number;
  readonly resetSeconds: number;
}

/** Unless an outage says otherwise, events are so many that none of them matters alone. */
const manyPerHour = 60_000_000;

const phase = (seconds: number, errorRatio: number, eventsPerHour: number): Phase => ({
  seconds,
  goodPerMinute: (eventsPerHour * (1 - errorRatio)) / 60,
  badPerMinute: (eventsPerHour * errorRatio) / 60,
});

const incidentOf = (phases: readonly Phase[]): Incident => ({ id: 'outage', title: 'an outage', phases });

/**
 * Lets an outage begin after health, end with the alert, and counts the seconds of both in steps; undefined when nothing
 * fires. The counterpart of the formulas in alert-timing.ts.
 */
export const measureOutage = (
  rule: AlertRule,
  { errorRatio, eventsPerHour = manyPerHour }: Outage,
  stepSeconds: number,
): OutageMeasurement | undefined => {
  const [longest] = rule.windowsSeconds;
  const health = phase(longest, 0, eventsPerHour);
  const lasting = longest + rule.forSeconds + stepSeconds;
  const start = { stepSeconds, fromSeconds: longest + stepSeconds };
  const [fired] = simulateRule(rule, incidentOf([health, phase(lasting, errorRatio, eventsPerHour)]), start);
  if (fired === undefined) return undefined;
  const endsAt = fired.firesAt;
  const over = incidentOf([
    health,
    phase(endsAt - longest, errorRatio, eventsPerHour),
    { ...health, seconds: longest + stepSeconds },
  ]);
  // The alert fires already, so it has no more to wait for; health that fills every window ends it.
  const [firing] = simulateRule({ ...rule, forSeconds: 0 }, over, {
    stepSeconds,
    fromSeconds: endsAt,
  }) as readonly [Required<Activation>];
  return { detectionSeconds: endsAt - longest, resetSeconds: firing.clearsAt - endsAt };
};
