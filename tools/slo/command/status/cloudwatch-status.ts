import type { EventCounts, Outcome } from '../../../../lib/slo/budget.ts';
import { outcomes, windowSeconds } from '../../../../lib/slo/budget.ts';
import { burnAlerts, severities, severityAlertName } from '../../../../lib/slo/burn-alerts.ts';
import { type Correction, correctedSpans, type Span } from '../../../../lib/slo/corrections.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { orderService } from '../../order-service-declaration.ts';
import { burnReading, guardNotes, historyNotes, type StatusReport, sloStatus } from './status-report.ts';

/** A sum of a metric over the minutes from a time on, in milliseconds since 1970. */
export interface SumPoint {
  readonly at: number;
  readonly sum: number;
}

/** Seconds of a sum. */
export const sumSeconds = 300;

/** The metrics and alarms of a stage in CloudWatch. */
export interface CloudWatchReader {
  /** Sums of judged events, by objective and outcome, from a time on. */
  sums(slos: readonly string[], span: Span): Promise<(slo: string, outcome: Outcome) => readonly SumPoint[]>;
  /** Whether each alarm of the stage is in alarm, by its name without service and stage. */
  alarms(): Promise<ReadonlyMap<string, boolean>>;
}

type Sums = Awaited<ReturnType<CloudWatchReader['sums']>>;

const countIn = (sums: Sums, { id }: Objective, { from, to }: Span): EventCounts => {
  const count = (outcome: Outcome) =>
    sums(id, outcome).reduce((total, { at, sum }) => (at >= from && at < to ? total + sum : total), 0);
  return { good: count('good'), bad: count('bad') };
};

/**
 * A stage without a judged event is a new one. It may also not exist, or its metrics may not arrive: then its state is
 * unknown.
 */
const requireCounting = (source: string, alarms: ReadonlyMap<string, boolean>): void => {
  if (alarms.size === 0)
    throw new CommandError(`${source} has neither judged events nor alarms. Check stage and region.`);
  if (alarms.get(orderService.cloudWatch.blindAlarm))
    throw new CommandError(
      `${source} has no judged events, and its alarm ${orderService.cloudWatch.blindAlarm} is on: the state is unknown (docs/runbooks/metrics-pipeline.md).`,
    );
};

/**
 * How the objectives of a stage stand by CloudWatch: over their own windows and those of their alarms, and which alarms
 * are active.
 * @throws {CommandError} when there is no such stage, and when its events are not counted.
 */
export const cloudWatchStatus = async (
  objectives: readonly Objective[],
  source: string,
  reader: CloudWatchReader,
  now: number,
  corrections: readonly Correction[] = [],
): Promise<StatusReport> => {
  const longest = Math.max(...objectives.map(windowSeconds)) * 1_000;
  const ids = objectives.map(({ id }) => id);
  const [sums, alarms] = await Promise.all([
    reader.sums(ids, { from: now - longest, to: now }),
    reader.alarms(),
  ]);
  const points = ({ id }: Objective) => outcomes.flatMap((outcome) => sums(id, outcome));
  const isUnused = objectives.every((objective) => points(objective).length === 0);
  if (isUnused) requireCounting(source, alarms);
  const histories = new Map<string, number>();
  const slos = objectives.map((objective) => {
    // A new stage may have no payment yet.
    const first = Math.min(now, ...points(objective).map(({ at }) => at));
    const since = (seconds: number) => ({ from: now - seconds * 1_000, to: now });
    const whole = since(windowSeconds(objective));
    const historySeconds = Math.min(windowSeconds(objective), (now - first) / 1_000 + sumSeconds);
    histories.set(objective.id, historySeconds);
    const windows = [...new Set(burnAlerts(objective).map(({ longMinutes }) => longMinutes))];
    const excluded = correctedSpans(corrections, objective, whole).map((span) =>
      countIn(sums, objective, span),
    );
    return sloStatus(objective, {
      counts: countIn(sums, objective, whole),
      historySeconds,
      burnRates: windows
        .sort((a, b) => a - b)
        .map((minutes) =>
          burnReading(objective, windowText(minutes), countIn(sums, objective, since(minutes * 60))),
        ),
      firing: severities.filter((severity) => alarms.get(severityAlertName(objective, severity))),
      excluded,
    });
  });
  return {
    source,
    period: 'over the window of each objective',
    slos,
    notes: [
      ...(isUnused ? ['The stage has had no judged event yet.'] : []),
      ...objectives.flatMap((objective) => historyNotes(objective, histories.get(objective.id) ?? 0)),
      ...guardNotes(objectives, slos),
    ],
  };
};
