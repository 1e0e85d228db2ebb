import type { Sample } from './scraped-counter.ts';

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

type Entry = number | 'skipped' | 'missing';

/** Stretches of entries of one kind, one after the other. */
const stretchesOf = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const stretches: Entry[][] = [];
  for (const entry of entries) {
    const last = stretches.at(-1);
    if (last && (typeof entry === 'number' ? typeof last[0] === 'number' : last[0] === entry))
      last.push(entry);
    else stretches.push([entry]);
  }
  return stretches;
};

const isNumber = (entry: Entry): entry is number => typeof entry === 'number';

const gapText = (length: number): string => (length === 1 ? '_' : `_x${length}`);

/**
 * Scrapes of a counter as promtool writes them, one for each step from second 0 on; nothing when it never exists. Where
 * samples end, the first that is missing is marked, as a failed scrape is.
 */
export const counterSamples = (samples: readonly Sample[], stepSeconds: number): string | undefined => {
  if (!samples.some(({ value }) => value !== undefined)) return undefined;
  const entries: Entry[] = [];
  for (const { at, value } of samples) {
    while (entries.length < at / stepSeconds) entries.push('skipped');
    entries.push(value ?? 'missing');
  }
  let isThere = false;
  return stretchesOf(entries)
    .flatMap((stretch) => {
      if (isNumber(stretch[0] ?? 'missing')) {
        isThere = true;
        return runsOf(stretch.filter(isNumber)).map(runText);
      }
      if (!isThere || stretch[0] === 'skipped') return [gapText(stretch.length)];
      isThere = false;
      return stretch.length === 1 ? ['stale'] : ['stale', gapText(stretch.length - 1)];
    })
    .join(' ');
};
