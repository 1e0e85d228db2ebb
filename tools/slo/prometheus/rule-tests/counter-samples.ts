import type { Outcome } from '../../../../lib/slo/budget.ts';
import {
  type Incident,
  incidentSeconds,
  type Phase,
  type TimedPhase,
  timedPhases,
} from '../../alert-simulator/incident.ts';

const isReported = ({ series }: Phase, outcome: Outcome): boolean =>
  series !== 'none' && (outcome === 'good' || series !== 'good-only');

const perMinute = (phase: Phase, outcome: Outcome): number =>
  outcome === 'good' ? phase.goodPerMinute : phase.badPerMinute;

/** Events from sixtieths of them: whole ones exactly, however many there are. */
const eventsOf = (sixtieths: number): number =>
  sixtieths % 60 === 0 ? sixtieths / 60 : Math.round((sixtieths / 60) * 1e6) / 1e6;

/** The counter at a second; nothing while it is not reported. */
const counterAt = (phases: readonly TimedPhase[], outcome: Outcome, second: number): number | undefined => {
  let sixtieths = 0;
  for (const phase of phases) {
    if (phase.startsAt > second || (phase.startsAt === second && second > 0)) break;
    if (phase.countersReset) sixtieths = 0;
    const reported = isReported(phase, outcome);
    if (reported) sixtieths += perMinute(phase, outcome) * (Math.min(second, phase.endsAt) - phase.startsAt);
    if (second <= phase.endsAt) return reported ? eventsOf(sixtieths) : undefined;
  }
  return undefined;
};

interface Run {
  readonly first: number;
  readonly growth: number;
  readonly samples: number;
}

const runText = ({ first, growth, samples }: Run): string =>
  samples === 1 ? String(first) : `${first}${growth < 0 ? '' : '+'}${growth}x${samples - 1}`;

/** Steady growth in one part each, as promtool writes it: `0+5x3` is 0, 5, 10, 15. */
const runsOf = (samples: readonly number[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const sample of samples) {
    const run = runs.at(-1);
    if (run?.samples === 1) runs.splice(-1, 1, { ...run, growth: sample - run.first, samples: 2 });
    else if (run && sample === run.first + run.growth * run.samples) {
      runs.splice(-1, 1, { ...run, samples: run.samples + 1 });
    } else runs.push({ first: sample, growth: 0, samples: 1 });
  }
  return runs;
};

/** Stretches with samples and without, one after the other. */
const stretchesOf = (
  samples: readonly (number | undefined)[],
): readonly (readonly (number | undefined)[])[] => {
  const stretches: (number | undefined)[][] = [];
  for (const sample of samples) {
    const last = stretches.at(-1);
    if (last && (last[0] === undefined) === (sample === undefined)) last.push(sample);
    else stretches.push([sample]);
  }
  return stretches;
};

const isNumber = (sample: number | undefined): sample is number => sample !== undefined;

/**
 * The counter of an incident as promtool writes samples, one at second 0 and one after each step; nothing when it
 * never exists. Where samples end, the first that is missing says so, as a failed scrape does.
 */
export const counterSamples = (
  incident: Incident,
  outcome: Outcome,
  stepSeconds: number,
): string | undefined => {
  const phases = timedPhases(incident);
  const count = Math.floor(incidentSeconds(incident) / stepSeconds) + 1;
  const samples = Array.from({ length: count }, (_, step) => counterAt(phases, outcome, step * stepSeconds));
  if (!samples.some(isNumber)) return undefined;
  return stretchesOf(samples)
    .flatMap((stretch, position) => {
      if (isNumber(stretch[0])) return runsOf(stretch.filter(isNumber)).map(runText);
      if (position === 0) return [`_x${stretch.length}`];
      return stretch.length === 1 ? ['stale'] : ['stale', `_x${stretch.length - 1}`];
    })
    .join(' ');
};
