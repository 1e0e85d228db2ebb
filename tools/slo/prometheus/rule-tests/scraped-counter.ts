import type { Outcome } from '../../../../lib/slo/budget.ts';
import { type Incident, type Phase, type TimedPhase, timedPhases } from '../../alert-simulator/incident.ts';

/** A counter at a scrape. */
export interface Sample {
  readonly at: number;
  /** Nothing while the counter is not reported. */
  readonly value: number | undefined;
}

const isReported = ({ series }: Phase, outcome: Outcome): boolean =>
  series !== 'none' && (outcome === 'good' || series !== 'good-only');

const perMinute = (phase: Phase, outcome: Outcome): number =>
  outcome === 'good' ? phase.goodPerMinute : phase.badPerMinute;

/** Events from sixtieths of them: whole ones exactly, however many there are. */
const eventsOf = (sixtieths: number): number =>
  sixtieths % 60 === 0 ? sixtieths / 60 : Math.round((sixtieths / 60) * 1e6) / 1e6;

interface Course extends TimedPhase {
  readonly reported: boolean;
  /** The counter in sixtieths as the phase begins. */
  readonly sixtieths: number;
  readonly perMinute: number;
}

/** The phases from the first scrape on, at which the counter is 0. */
const courseOf = (incident: Incident, outcome: Outcome, from: number): readonly Course[] => {
  let sixtieths = 0;
  return timedPhases(incident)
    .filter(({ endsAt }) => endsAt > from)
    .map((phase) => {
      const startsAt = Math.max(phase.startsAt, from);
      if (phase.countersReset) sixtieths = 0;
      const course = {
        ...phase,
        startsAt,
        sixtieths,
        reported: isReported(phase, outcome),
        perMinute: perMinute(phase, outcome),
      };
      if (course.reported) sixtieths += course.perMinute * (phase.endsAt - startsAt);
      return course;
    });
};

/**
 * The counter of an incident at its scrapes. It is 0 at the first one: Prometheus 2 and 3 extrapolate one that begins
 * otherwise in different ways.
 */
export const scrapedCounter = (
  incident: Incident,
  outcome: Outcome,
  scrapes: readonly number[],
): readonly Sample[] => {
  const course = courseOf(incident, outcome, scrapes[0] ?? 0);
  let position = 0;
  return scrapes.map((at) => {
    while ((course[position]?.endsAt ?? at) < at) position += 1;
    const phase = course[position];
    if (!phase?.reported) return { at, value: undefined };
    return { at, value: eventsOf(phase.sixtieths + phase.perMinute * (at - phase.startsAt)) };
  });
};
