import { metrics } from '../../contract/metrics.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import type { CountedLine } from '../exact-line.ts';
import { slotMs } from '../exact-line.ts';
import type { CellGrowth, EnvironmentKey, EnvironmentState, MetricsStore } from '../metrics-store.ts';
import { growthBetween, selfGrowth } from './growth.ts';

/** A readable line and when it was printed, in milliseconds since 1970. */
export interface HeardLine {
  readonly line: CountedLine;
  readonly at: number;
}

export interface AdvanceDependencies {
  readonly store: Pick<MetricsStore, 'stateOf' | 'advance' | 'grow'>;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
}

export interface EnvironmentReport {
  readonly ingested: number;
  readonly duplicate: number;
  readonly malformed: number;
}

/**
 * Whether quantiles are made of a slot, or will be soon. No others are stored, for any line, so that all fit
 * into one write; a clock may be ahead by a slot.
 */
const isOfUse = (slot: number, now: number): boolean =>
  slot * slotMs >= now - metrics.order_processing_seconds.windowSeconds * 1_000 - 2 * slotMs &&
  slot * slotMs <= now + slotMs;

const merge = (left: CellGrowth, right: CellGrowth): CellGrowth => {
  const sum: Record<string, number> = { ...left };
  for (const [cell, by] of Object.entries(right)) sum[cell] = (sum[cell] ?? 0) + by;
  return sum;
};

/** New counts in some lines of one environment, compared with its stored state. */
const newsIn = (lines: readonly HeardLine[], stored: EnvironmentState | undefined) => {
  const news = lines.filter(({ line }) => line.seq > (stored?.seq ?? 0));
  const latest = news.reduce<HeardLine | undefined>(
    (best, heard) => (!best || heard.line.seq > best.line.seq ? heard : best),
    undefined,
  );
  const ingested = new Set(news.map(({ line }) => line.seq)).size;
  return { latest: latest?.line, ingested, duplicate: lines.length - ingested };
};

/**
 * Brings one environment's state, and the totals with it, up to the latest of some of its lines.
 * @throws {ServiceError} SYS-004 when conflicts last too long, SYS-002 when the store fails, SYS-003 when time is up;
 *   repeating it does no harm.
 */
export const advanceEnvironment = ({ store, clock, retryOnConflict }: AdvanceDependencies) => {
  const attempt = async (
    key: EnvironmentKey,
    lines: readonly HeardLine[],
    options: CallOptions,
  ): Promise<EnvironmentReport> => {
    const stored = await store.stateOf(key, options);
    const now = clock();
    const lags = lines.map(({ at }) => now - at);
    const { latest, ingested, duplicate } = newsIn(lines, stored);
    const grown = latest && growthBetween(latest, stored?.counts);
    if (!latest || !grown) {
      const outcomes = latest ? { malformed: lines.length } : { duplicate };
      await store.grow(key, selfGrowth(outcomes, lags), options);
      return { ingested: 0, duplicate: 0, malformed: 0, ...outcomes };
    }
    const { seq, series, slots } = latest;
    const done = await store.advance(
      {
        key,
        state: { seq, counts: { series, ...(slots && { slots }) } },
        after: stored?.seq,
        growth: merge(grown.growth, selfGrowth({ ingested, duplicate }, lags)),
        slots: grown.slots.filter(({ slot }) => isOfUse(slot, now)),
        now,
      },
      options,
    );
    // Another batch has advanced this environment: its state is read again.
    if (!done) throw new ConflictError();
    return { ingested, duplicate, malformed: 0 };
  };

  return (
    key: EnvironmentKey,
    lines: readonly HeardLine[],
    options: CallOptions,
  ): Promise<EnvironmentReport> =>
    retryOnConflict(`counters of ${key.fn}`, (attempted) => attempt(key, lines, attempted), options);
};
