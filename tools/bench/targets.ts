import type { BundleSize } from './bundle-sizes.ts';
import { type ColdStart, firstResponseMs, ownMs } from './cold-start/cold-start.ts';
import type { ColdStarts } from './cold-start/measure-cold-starts.ts';
import { contestants } from './contestants.ts';
import { pairedRatio, type Spread, spread } from './statistics.ts';
import type { WarmRuns } from './warm/measure-warm.ts';
import type { WarmRun } from './warm/warm-run.ts';

/** Measurements that have targets. */
export interface TargetedResults {
  readonly sizes: readonly BundleSize[];
  readonly coldStarts: ColdStarts;
  readonly warmRuns: WarmRuns;
}

/** A figure of create-order and what it should be at most, as ratios to the stock handler. */
export interface Target {
  readonly label: string;
  readonly toStock: Spread;
  /** To the same features by libraries; this should be below 1. */
  readonly toTeam: Spread;
  readonly gate: number | undefined;
  readonly stretch: number | undefined;
}

type Peer = 'stock' | 'team';

const coldRatio =
  (kind: 'full' | 'limited', figure: (start: ColdStart) => number) =>
  ({ coldStarts }: TargetedResults, peer: Peer): Spread =>
    pairedRatio(coldStarts[kind].function.map(figure), coldStarts[kind][peer].map(figure));

const warmRatio =
  (variant: keyof WarmRuns, figure: keyof Pick<WarmRun, 'medianUs' | 'cpuUs' | 'rssMb'>) =>
  ({ warmRuns }: TargetedResults, peer: Peer): Spread =>
    pairedRatio(
      warmRuns[variant].function.map((run) => run[figure]),
      warmRuns[variant][peer].map((run) => run[figure]),
    );

const sizeRatio = ({ sizes }: TargetedResults, peer: Peer): Spread => {
  const bytesOf = (wanted: string) => sizes.find(({ label }) => label === wanted)?.rawBytes ?? Number.NaN;
  return spread([bytesOf(contestants.function.label) / bytesOf(contestants[peer].label)]);
};

const figures: readonly {
  readonly label: string;
  readonly ratio: (results: TargetedResults, peer: Peer) => Spread;
  readonly gate?: number;
  readonly stretch?: number;
}[] = [
  { label: 'cold: module + first request', ratio: coldRatio('full', ownMs), gate: 0.52, stretch: 0.45 },
  {
    label: 'cold: process start to first response',
    ratio: coldRatio('full', firstResponseMs),
    gate: 0.6,
    stretch: 0.53,
  },
  { label: 'cold: processor time to first response', ratio: coldRatio('full', ({ cpuMs }) => cpuMs) },
  { label: 'cold: greatest memory', ratio: coldRatio('full', ({ peakRssMb }) => peakRssMb) },
  {
    label: 'cold with 512 MB: module + first request',
    ratio: coldRatio('limited', ownMs),
    gate: 0.4,
    stretch: 0.28,
  },
  {
    label: 'cold with 512 MB: first request',
    ratio: coldRatio('limited', ({ requestMs }) => requestMs),
    gate: 0.15,
    stretch: 0.09,
  },
  { label: 'bundle', ratio: sizeRatio, gate: 0.5, stretch: 0.42 },
  { label: 'warm, handler alone: p50', ratio: warmRatio('handler', 'medianUs'), gate: 1.3, stretch: 1.1 },
  { label: 'warm, with the SDK: p50', ratio: warmRatio('client', 'medianUs'), gate: 0.8, stretch: 0.7 },
  {
    label: 'warm, with the SDK: processor time',
    ratio: warmRatio('client', 'cpuUs'),
    gate: 0.8,
    stretch: 0.7,
  },
  {
    label: 'warm, end to end: processor time',
    ratio: warmRatio('database', 'cpuUs'),
    gate: 0.92,
    stretch: 0.85,
  },
  { label: 'warm, end to end: greatest memory', ratio: warmRatio('database', 'rssMb') },
];

/** Every figure of create-order beside its targets. */
export const targetsOf = (results: TargetedResults): readonly Target[] =>
  figures.map(({ label, ratio, gate, stretch }) => ({
    label,
    toStock: ratio(results, 'stock'),
    toTeam: ratio(results, 'team'),
    gate,
    stretch,
  }));
