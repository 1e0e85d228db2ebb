import type { CallOptions } from '../platform/call-options.ts';
import type { ExactCounts } from './exact-line.ts';

/** An execution environment that counts. */
export interface EnvironmentKey {
  readonly fn: string;
  readonly env: string;
}

/** An environment that may be gone. */
export interface SilentEnvironment extends EnvironmentKey {
  /** Start of the hour of its last line, in milliseconds since 1970. */
  readonly heardAt: number;
}

/** Counts of an environment at its last line. */
export interface EnvironmentState {
  readonly seq: number;
  readonly counts: ExactCounts;
}

/** Cell → how much it grows. */
export type CellGrowth = Readonly<Record<string, number>>;

/** A time slot of a metric with quantiles: bin → how much it grows. */
export interface SlotGrowth {
  readonly series: string;
  readonly slot: number;
  readonly bins: CellGrowth;
}

/** An environment has counted on, and the totals follow it. */
export interface Advance {
  readonly key: EnvironmentKey;
  readonly state: EnvironmentState;
  /** `seq` of the state that the growth begins at; none for an environment that is not known. */
  readonly after: number | undefined;
  readonly growth: CellGrowth;
  readonly slots: readonly SlotGrowth[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One observation that shows what a bucket is made of. */
export interface Exemplar {
  readonly series: string;
  /** Upper bound of its bucket, as in the bucket's cell. */
  readonly bucket: string;
  /** As counted: in parts of the metric's unit. */
  readonly value: number;
  readonly correlationId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * States of execution environments, and totals over all that there ever were. What the totals say depends on
 * the last state of each environment alone, for any states in between, repetitions and order.
 */
export interface MetricsStore {
  /** The latest state of an environment, whether or not it was folded; strongly consistent. */
  stateOf(key: EnvironmentKey, options: CallOptions): Promise<EnvironmentState | undefined>;

  /**
   * Replaces an environment's state and moves the totals, both or neither. The environment is live from then on.
   * @returns `false`, and does nothing, when the stored state is not the one that the growth begins at.
   */
  advance(change: Advance, options: CallOptions): Promise<boolean>;

  /** Moves totals that go with no state. Done twice when it is repeated. */
  grow(key: EnvironmentKey, growth: CellGrowth, options: CallOptions): Promise<void>;

  /** The sum of each cell over all environments; strongly consistent, its cost the same for any number of them. */
  totals(options: CallOptions): Promise<ReadonlyMap<string, bigint>>;

  /** The bins of a series with quantiles, added up from a slot on; strongly consistent. */
  binsSince(series: string, slot: number, options: CallOptions): Promise<ReadonlyMap<string, number>>;

  /**
   * Live environments with their last line in an hour before that of `time` (milliseconds since 1970), or put off to
   * such an hour, in this order.
   */
  silentBefore(time: number, options: CallOptions): AsyncIterable<SilentEnvironment>;

  /** Lists a live environment as if its last line were of `until` (milliseconds since 1970), unless it has a later one. */
  putOff(environment: SilentEnvironment, until: number, options: CallOptions): Promise<void>;

  /**
   * Folds a live environment: its state is found by its key, but is live no more. Totals stay as they are.
   * @returns `false` when it has a line since `time`, or is not live.
   */
  fold(key: EnvironmentKey, time: number, options: CallOptions): Promise<boolean>;

  /** Raises the time of the newest line (milliseconds since 1970); an earlier one is ignored. */
  noteNewestLine(at: number, options: CallOptions): Promise<void>;

  newestLine(options: CallOptions): Promise<number | undefined>;

  /** Keeps examples; a later one replaces that of the same bucket. */
  saveExemplars(exemplars: readonly Exemplar[], options: CallOptions): Promise<void>;

  exemplars(options: CallOptions): Promise<readonly Exemplar[]>;
}
