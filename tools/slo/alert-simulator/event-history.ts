import type { EventCounts } from '../../../lib/slo/budget.ts';
import { type Incident, type TimedPhase, timedPhases } from './incident.ts';

/**
 * Events that an incident's counters show between two of its seconds, in sixtieths of events: so the counts are whole
 * numbers, and ratios exact, at every whole second.
 */
export type EventHistory = (fromSeconds: number, toSeconds: number) => EventCounts;

/** Sixtieths in an event. */
export const perEvent = 60;

const reported = ({ goodPerMinute, badPerMinute, series }: TimedPhase, seconds: number): EventCounts => ({
  good: series === 'none' ? 0 : goodPerMinute * seconds,
  bad: series === 'none' || series === 'good-only' ? 0 : badPerMinute * seconds,
});

export const eventHistory = (incident: Incident): EventHistory => {
  const phases = timedPhases(incident);
  return (from, to) => {
    let good = 0;
    let bad = 0;
    for (const phase of phases) {
      const seconds = Math.min(to, phase.endsAt) - Math.max(from, phase.startsAt);
      if (seconds <= 0) continue;
      const counts = reported(phase, seconds);
      good += counts.good;
      bad += counts.bad;
    }
    return { good, bad };
  };
};
