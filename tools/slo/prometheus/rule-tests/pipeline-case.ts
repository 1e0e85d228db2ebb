import { orderService } from '../../order-service-declaration.ts';

/** Something that happens to the pipeline, and the alerts of it. */
export interface PipelineCase {
  readonly name: string;
  /** Samples by labels besides the job, one a minute from minute 1 on: that of a minute is there at its evaluation. */
  readonly series: Readonly<Record<string, string>>;
  readonly minutes: number;
  readonly fires: readonly Firing[];
}

/** An alert, the minutes at which it fires first and last, its value at the first, and its stage if the series have one. */
export type Firing = readonly [alert: string, first: number, last: number, value?: number, stage?: string];

const { lines, givenUpBatches } = orderService.series;

/** Counters of counts that are lost. */
export const lostCounts = {
  malformed: `${lines}{outcome="malformed"}`,
  expired: `${lines}{outcome="expired"}`,
  abandoned: `${givenUpBatches}{outcome="abandoned"}`,
} as const;

/** A series with one more label. */
export const labelled = (series: string, label: string, value: string): string => {
  const added = `{${label}=${JSON.stringify(value)}`;
  return series.includes('{') ? series.replace('{', () => `${added},`) : `${series}${added}}`;
};

/** Events as Prometheus counts those between samples, up to the evaluation and some minutes before the first sample. */
export const extended = (events: number, minutes: number, before: number): number =>
  (events * (before + minutes)) / minutes;
