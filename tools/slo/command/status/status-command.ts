import type { Correction } from '../../../../lib/slo/corrections.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { prometheusAt } from '../../prometheus-server/prometheus-query.ts';
import { cloudWatchClient, cloudWatchReader } from './cloudwatch-reader.ts';
import { cloudWatchStatus } from './cloudwatch-status.ts';
import { readLocalObjectives } from './local-run.ts';
import { readMetrics } from './metrics-endpoint.ts';
import { prometheusStatus } from './prometheus-status.ts';
import { type CounterReading, serviceStatus } from './service-status.ts';
import { needsAction, type StatusReport } from './status-report.ts';
import { statusTable } from './status-table.ts';

export interface StatusRequest {
  readonly url: string;
  readonly token?: string;
  /** Asks this Prometheus server instead of the service. */
  readonly prometheus?: string;
  /** Asks CloudWatch about this stage, or Prometheus about it alone. */
  readonly stage?: string;
  /** AWS region of the stage. */
  readonly region?: string;
  /** Overrides the endpoint of CloudWatch. */
  readonly endpoint?: string;
  /** Seconds between two readings; one reading when there are none. */
  readonly watchSeconds?: number;
  readonly json: boolean;
}

export interface StatusSurroundings {
  readonly print: (text: string) => void;
  readonly nowMs: () => number;
  /** Corrections of the budgets; none unless given. */
  readonly corrections?: readonly Correction[];
  /** Waits; false when the waiting was interrupted. */
  readonly pause: (seconds: number) => Promise<boolean>;
}

type Take = () => Promise<StatusReport>;

const fromService = (
  objectives: readonly Objective[],
  { url, token }: StatusRequest,
  nowMs: () => number,
): Take => {
  let before: CounterReading | undefined;
  return async () => {
    const local = token === undefined ? await readLocalObjectives(url) : undefined;
    if (local) return local;
    const now = { samples: await readMetrics(url, token), atMs: nowMs() };
    const report = serviceStatus(objectives, `Service at ${url}`, now, before);
    before = now;
    return report;
  };
};

/**
 * Makes the readings that a request asks for.
 * @throws {CommandError} when CloudWatch is asked without a region.
 */
export const statusSource = (
  objectives: readonly Objective[],
  { nowMs, corrections = [] }: Pick<StatusSurroundings, 'nowMs' | 'corrections'>,
  request: StatusRequest,
): Take => {
  const { prometheus, stage, region } = request;
  if (prometheus !== undefined) {
    const query = prometheusAt(prometheus);
    return () =>
      prometheusStatus(objectives, prometheus, query, {
        ...(stage !== undefined && { stage }),
        corrections,
        now: nowMs(),
      });
  }
  if (stage === undefined) return fromService(objectives, request, nowMs);
  if (region === undefined) throw new CommandError('AWS_REGION is not set: --stage needs it.');
  const reader = cloudWatchReader(
    stage,
    cloudWatchClient({ region, ...(request.endpoint && { endpoint: request.endpoint }) }),
  );
  const source = `CloudWatch in ${region}, stage ${stage}`;
  return () => cloudWatchStatus(objectives, source, reader, nowMs(), corrections);
};

/**
 * Prints how the objectives stand; over and over when watching, until interrupted. Once it has begun, a reading that
 * fails is printed and does not end it: the service may be what goes down.
 * @returns whether the last report has a budget that is exhausted or an alert that fires.
 * @throws {CommandError} when it cannot be known at the beginning.
 */
export const statusCommand = async (
  objectives: readonly Objective[],
  request: StatusRequest,
  surroundings: StatusSurroundings,
): Promise<boolean> => {
  const { watchSeconds, json } = request;
  const { print, pause } = surroundings;
  const take = statusSource(objectives, surroundings, request);
  const show = (report: StatusReport) => print(json ? JSON.stringify(report) : statusTable(report));
  let report = await take();
  show(report);
  while (watchSeconds !== undefined && (await pause(watchSeconds))) {
    if (!json) print('');
    try {
      report = await take();
      show(report);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      print(json ? JSON.stringify({ error: error.message }) : error.message);
    }
  }
  return needsAction(report);
};
