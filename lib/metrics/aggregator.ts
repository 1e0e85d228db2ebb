import type { CallOptions } from '../platform/call-options.ts';
import type { ContextLogger } from '../platform/logging/context-logger.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import {
  type AdvanceDependencies,
  advanceEnvironment,
  type HeardLine,
} from './aggregation/advance-environment.ts';
import { selfGrowth } from './aggregation/growth.ts';
import { bucketOf, definitionOfSeries, parseExactLine } from './exact-line.ts';
import type { Exemplar, MetricsStore } from './metrics-store.ts';
import { newsAbove } from './news-above.ts';
import type { MetricsRecorder } from './recorder.ts';

/** Outcomes of the lines of a batch. */
export interface AggregationReport {
  readonly ingested: number;
  /** Said nothing new: seen before, or overtaken by a later line of their environment. */
  readonly duplicate: number;
  readonly malformed: number;
  readonly expired: number;
  /** Milliseconds from the printing of the oldest readable line to its aggregation. */
  readonly greatestLagMs: number;
}

/** Receives what the aggregator has done. */
export interface AggregationTelemetry {
  aggregated(report: AggregationReport): void;
  /** Something could not be kept that no total depends on. */
  extrasLost(reason: unknown): void;
}

/** A lag up to this is usual, because the subscription delivers lines in batches. In seconds. */
const usualLagSeconds = 10;

/**
 * Tells CloudWatch what became of a batch's lines, and its greatest lag if it is unusual. In the totals every line has
 * its own lag.
 */
export const createAggregationTelemetry = (
  logger: Pick<ContextLogger, 'warn'>,
  metrics: MetricsRecorder,
): AggregationTelemetry => {
  const observeLag = newsAbove(usualLagSeconds, (seconds) =>
    metrics.observe('order_service_metrics_ingest_lag_seconds', {}, seconds),
  );
  return {
    aggregated({ greatestLagMs, ...outcomes }) {
      for (const outcome of ['ingested', 'duplicate', 'malformed', 'expired'] as const) {
        if (outcomes[outcome] > 0) {
          metrics.increment('order_service_metrics_lines_total', { outcome }, outcomes[outcome]);
        }
      }
      observeLag(greatestLagMs / 1_000);
    },
    extrasLost(reason) {
      logger.warn(logEvents.metricsExtrasLost, { error: reason });
    },
  };
};

/** A line as it was logged. */
export interface LogLine {
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

export interface LogBatch {
  /** Where the lines come from, to spread what they cannot say themselves. */
  readonly stream: string;
  readonly lines: readonly LogLine[];
  /** Batches that could not even be unpacked. */
  readonly unreadable: number;
}

export interface AggregateLinesDependencies extends AdvanceDependencies {
  readonly store: Pick<MetricsStore, 'stateOf' | 'advance' | 'grow' | 'noteNewestLine' | 'saveExemplars'>;
  readonly telemetry: AggregationTelemetry;
}

/** The observations of a line that can be shown as examples of their buckets. */
const exemplarsIn = ({ line, at }: HeardLine): Exemplar[] => {
  const { correlationId, last = {} } = line;
  if (correlationId === undefined) return [];
  return Object.entries(last).flatMap(([series, value]) => {
    const definition = definitionOfSeries(series);
    if (definition?.type !== 'histogram') return [];
    return [{ series, bucket: bucketOf(definition, value), value, correlationId, at }];
  });
};

/** The latest example of each bucket, by series and bucket. */
const exemplarsOf = (lines: readonly HeardLine[]): ReadonlyMap<string, Exemplar> => {
  const latest = new Map<string, Exemplar>();
  for (const exemplar of lines.flatMap(exemplarsIn)) {
    const key = `${exemplar.series}|${exemplar.bucket}`;
    if (exemplar.at >= (latest.get(key)?.at ?? 0)) latest.set(key, exemplar);
  }
  return latest;
};

/** States of environments are kept for longer, so that no line that is accepted can count twice. */
const longestLagMs = 90 * 24 * 3_600_000;

/** Lines in one write: the microseconds that they were on their way add up to an exact number. */
const linesAtOnce = 500;

/** How often this environment writes the time of the newest line, and an example of one bucket. */
const newestEveryMs = 5_000;
const exemplarEveryMs = 5 * 60_000;

const sortOut = ({ lines, unreadable }: LogBatch, now: number) => {
  const heard: HeardLine[] = [];
  const dropped = { malformed: unreadable, expired: 0 };
  for (const { message, timestamp } of lines) {
    const line = parseExactLine(message);
    if (!line) dropped.malformed += 1;
    else if (timestamp < now - longestLagMs) dropped.expired += 1;
    // A clock that is ahead must not make silence look like news.
    else heard.push({ line, at: Math.min(timestamp, now) });
  }
  return { heard, dropped };
};

const inPortions = (lines: readonly HeardLine[]): HeardLine[][] =>
  Array.from({ length: Math.ceil(lines.length / linesAtOnce) }, (_, index) =>
    lines.slice(index * linesAtOnce, (index + 1) * linesAtOnce),
  );

/**
 * Use case: add the counts of log lines to the totals. A line that is delivered twice, late, out of order or in another
 * batch changes nothing; a line that is not readable is counted and holds up no other.
 * @throws {ServiceError} SYS-002 or SYS-003 when the store fails; the batch can be repeated as a whole.
 */
export const aggregateLines = ({ telemetry, ...dependencies }: AggregateLinesDependencies) => {
  const { store, clock } = dependencies;
  const advance = advanceEnvironment(dependencies);
  const shownAt = new Map<string, number>();
  let notedAt = Number.NEGATIVE_INFINITY;

  const isDue = ([bucket, { at }]: readonly [string, Exemplar]) =>
    at >= (shownAt.get(bucket) ?? Number.NEGATIVE_INFINITY) + exemplarEveryMs;

  /** Additions to the totals whose loss must not fail a batch. */
  const keepExtras = async (heard: readonly HeardLine[], options: CallOptions) => {
    const newest = heard.reduce((latest, { at }) => Math.max(latest, at), 0);
    const due = [...exemplarsOf(heard)].filter(isDue);
    try {
      if (newest >= notedAt + newestEveryMs) {
        await store.noteNewestLine(newest, options);
        notedAt = newest;
      }
      if (due.length > 0) {
        const examples = due.map(([, exemplar]) => exemplar);
        await store.saveExemplars(examples, options);
      }
      for (const [bucket, { at }] of due) shownAt.set(bucket, at);
    } catch (reason) {
      telemetry.extrasLost(reason);
    }
  };

  return async (batch: LogBatch, options: CallOptions): Promise<AggregationReport> => {
    const begun = clock();
    const { heard, dropped } = sortOut(batch, begun);
    const total = { ingested: 0, duplicate: 0, ...dropped };
    const environments = Map.groupBy(heard, ({ line: { fn, env } }) => `${fn} ${env}`);
    for (const lines of [...environments.values()].flatMap(inPortions)) {
      const [first] = lines;
      if (!first) continue;
      const { fn, env } = first.line;
      const report = await advance({ fn, env }, lines, options);
      total.ingested += report.ingested;
      total.duplicate += report.duplicate;
      total.malformed += report.malformed;
    }
    if (dropped.malformed + dropped.expired > 0) {
      await store.grow({ fn: 'aggregate-metrics', env: batch.stream }, selfGrowth(dropped, []), options);
    }
    if (heard.length > 0) await keepExtras(heard, options);
    const oldest = heard.reduce((earliest, { at }) => Math.min(earliest, at), begun);
    const report = { ...total, greatestLagMs: clock() - oldest };
    telemetry.aggregated(report);
    return report;
  };
};
