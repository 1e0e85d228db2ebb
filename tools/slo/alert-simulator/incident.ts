/** The series that exist during a phase. */
export type ReportedSeries =
  /** Good and bad events. */
  | 'both'
  /** No bad event has ever been, and its counter does not exist yet. */
  | 'good-only'
  /** Nothing: the events of the phase are not counted. */
  | 'none';

/** A stretch of time in which events come at a steady rate. Whole numbers keep the arithmetic exact. */
export interface Phase {
  readonly seconds: number;
  readonly goodPerMinute: number;
  readonly badPerMinute: number;
  /** `both` unless given. */
  readonly series?: ReportedSeries;
  /** The counters begin again at zero as the phase begins; the events before it stay counted. */
  readonly countersReset?: boolean;
}

/** A course of traffic and faults from second 0; before it there was no traffic. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly phases: readonly Phase[];
}

export interface TimedPhase extends Phase {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The phases with the seconds at which they start and end. */
export const timedPhases = ({ phases }: Incident): readonly TimedPhase[] => {
  let startsAt = 0;
  return phases.map((phase) => {
    const timed = { ...phase, startsAt, endsAt: startsAt + phase.seconds };
    startsAt = timed.endsAt;
    return timed;
  });
};

export const incidentSeconds = ({ phases }: Incident): number =>
  phases.reduce((sum, { seconds }) => sum + seconds, 0);
