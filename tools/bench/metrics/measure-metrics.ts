import { bundleProgram } from '../bundles/bundle.ts';
import type { Laboratory } from '../laboratory.ts';
import { runMeasured } from '../processes/measured-process.ts';
import { interleave, type Rounds } from '../rounds.ts';
import { functionEnvironment, nowhere } from '../workload/function-environment.ts';
import { type AggregationCosts, aggregationCosts } from './aggregation-cost.ts';
import { measureScrapes } from './measure-scrapes.ts';
import type { FleetId, ScrapeRun } from './metrics-runs.ts';
import { type RecorderId, type RecordingRun, recorderIds } from './metrics-runs.ts';

export interface MetricsResults {
  readonly recording: Rounds<RecorderId, RecordingRun>;
  readonly costs: AggregationCosts;
  readonly scrapes: Rounds<FleetId, ScrapeRun>;
}

const iterations = { warmUp: 5_000, timed: 20_000 } as const;

interface MetricsOptions {
  readonly rounds: number;
  /** Share of the iterations to do. */
  readonly effort: number;
}

/** Records an order's metrics many times in processes of their own. */
const measureRecording = async (
  { processes, cpu, workspace, progress }: Laboratory,
  { rounds, effort }: MetricsOptions,
): Promise<Rounds<RecorderId, RecordingRun>> => {
  const program = await workspace.write(
    'record',
    await bundleProgram('tools/bench/metrics/record-repeatedly.ts'),
  );
  const counts = [iterations.warmUp, iterations.timed].map((count) => String(Math.ceil(count * effort)));
  return interleave({
    ids: recorderIds,
    rounds,
    measure: (id) =>
      runMeasured<RecordingRun>({
        processes,
        cpu,
        args: [program, id, ...counts],
        environment: functionEnvironment(nowhere),
      }),
    inRound: (round, run) => {
      progress(`metrics: round ${round} of ${rounds}`);
      return run();
    },
  });
};

/** Costs of recording per invocation, of aggregation per million requests, and of a scrape. */
export const measureMetrics = async (
  laboratory: Laboratory,
  options: MetricsOptions,
): Promise<MetricsResults> => ({
  recording: await measureRecording(laboratory, options),
  costs: await aggregationCosts(),
  scrapes: await measureScrapes(laboratory, options),
});
