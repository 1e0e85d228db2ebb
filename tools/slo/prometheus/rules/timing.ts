/** How fast the clock of the rules runs. */
export interface Timing {
  /** Divisor of all windows: 1, except in rehearsals. The names of series keep the full windows. */
  readonly timeScale: number;
  readonly evaluationSeconds: number;
  /** How often the ratio over the objective's whole window is worked out. */
  readonly periodEvaluationSeconds: number;
}

export const productionTiming: Timing = {
  timeScale: 1,
  evaluationSeconds: 30,
  // 30 days of samples are much to read, and move slowly.
  periodEvaluationSeconds: 300,
};

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** A duration as Prometheus writes it, in its largest units: `8m39s`, `3d`, `2s500ms`. */
export const durationText = (seconds: number): string => {
  let rest = Math.round(seconds * 1_000);
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
};

/** The range to look at for a window. */
export const rangeText = (minutes: number, { timeScale }: Timing): string =>
  durationText((minutes * 60) / timeScale);
