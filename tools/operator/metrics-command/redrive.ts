import { aggregateLines, type LogBatch } from '../../../lib/metrics/aggregator.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { judgeUnansweredRequests, type UnansweredStore } from '../../../lib/metrics/unanswered-requests.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';

export interface RedriveDependencies {
  readonly store: MetricsStore;
  readonly unanswered: UnansweredStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly print: (text: string) => void;
}

const countOf = ({ length }: readonly LogBatch[]): string =>
  `${length} ${length === 1 ? 'batch' : 'batches'}`;

type Sum<Outcome extends string> = Record<Outcome, number>;

const addTo = <Outcome extends string>(
  sum: Sum<Outcome>,
  report: Readonly<Record<NoInfer<Outcome>, number>>,
) => {
  for (const outcome of Object.keys(sum) as Outcome[]) sum[outcome] += report[outcome];
};

/** Lines of functions have no route key. */
const isOfAccessLog = ({ lines }: LogBatch): boolean =>
  lines.some(({ message }) => message.includes('"routeKey":'));

/** Aggregates lines like `aggregate-metrics`. */
const aggregateBatches = async (
  batches: readonly LogBatch[],
  { store, now, print }: RedriveDependencies,
  options: CallOptions,
): Promise<void> => {
  const sum = { ingested: 0, duplicate: 0, malformed: 0, expired: 0 };
  const aggregate = aggregateLines({
    store,
    clock: now,
    retryOnConflict: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
    telemetry: { aggregated: (report) => addTo(sum, report), extrasLost: () => {} },
  });
  for (const batch of batches) await aggregate(batch, options);
  const { ingested, duplicate, malformed, expired } = sum;
  print(
    `${countOf(batches)}: ${ingested} lines aggregated, ${duplicate} duplicate, ${malformed} malformed, ${expired} expired`,
  );
};

/** Judges requests like `judge-unanswered`. */
const judgeBatches = async (
  batches: readonly LogBatch[],
  { unanswered, now, print }: RedriveDependencies,
  options: CallOptions,
): Promise<void> => {
  const sum = { judged: 0, duplicate: 0, unjudged: 0, malformed: 0, expired: 0 };
  const judge = judgeUnansweredRequests({
    store: unanswered,
    clock: now,
    logger: { warn: () => {} },
    metrics: { increment: () => {} },
  });
  for (const batch of batches) addTo(sum, await judge(batch, options));
  const { judged, duplicate, unjudged, malformed, expired } = sum;
  print(
    `${countOf(batches)} of the access log: ${judged} requests judged, ${duplicate} duplicate, ${unjudged} unjudged, ${malformed} malformed, ${expired} expired`,
  );
};

/** Processes the lines of batches like the functions that read logs, and prints their number by outcome. */
export const redrive = async (
  batches: readonly LogBatch[],
  dependencies: RedriveDependencies,
  options: CallOptions,
): Promise<void> => {
  const [ofRequests, ofFunctions] = [
    batches.filter(isOfAccessLog),
    batches.filter((one) => !isOfAccessLog(one)),
  ];
  if (ofFunctions.length > 0 || ofRequests.length === 0)
    await aggregateBatches(ofFunctions, dependencies, options);
  if (ofRequests.length > 0) await judgeBatches(ofRequests, dependencies, options);
};
