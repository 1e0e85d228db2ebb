import { bundleProgram } from '../bundles/bundle.ts';
import type { Laboratory } from '../laboratory.ts';
import { runMeasured } from '../processes/measured-process.ts';
import { interleave, type Rounds } from '../rounds.ts';
import { functionEnvironment, nowhere } from '../workload/function-environment.ts';
import { type AggregationCosts, aggregationCosts } from './aggregation-cost.ts';
import { type RecorderId, type RecordingRun, recorderIds } from './recording-run.ts';

export interface MetricsResults {
  readonly recording: Rounds<RecorderId, RecordingRun>;
  readonly costs: AggregationCosts;
}

const iterations = { warmUp: 5_000, timed: 20_000 } as const;

/** Records an order's metrics many times in processes of their own, and works out what adding them up costs. */
export const measureMetrics = async (
  { processes, cpu, workspace, progress }: Laboratory,
  { rounds, effort }: { readonly rounds: number; readonly effort: number },
): Promise<MetricsResults> => {
  const program = await workspace.write('record', await bundleProgram('bench/metrics/record-repeatedly.ts'));
  const counts = [iterations.warmUp, iterations.timed].map((count) => String(Math.ceil(count * effort)));
  const recording = await interleave({
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
  return { recording, costs: aggregationCosts() };
};
