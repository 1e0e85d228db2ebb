import { functionEntry } from '../../../lib/contract/bundling.ts';
import { environmentVariables } from '../../../lib/contract/service.ts';
import { bundleHandler, bundleProgram } from '../bundles/bundle.ts';
import { withEmptyDatabase } from '../dynamodb/with-database.ts';
import type { Laboratory } from '../laboratory.ts';
import { runMeasured } from '../processes/measured-process.ts';
import { interleave, type Rounds } from '../rounds.ts';
import { functionEnvironment } from '../workload/function-environment.ts';
import { fillTotals } from './fill-totals.ts';
import { type FleetId, fleetIds, fleets, type ScrapeRun } from './metrics-runs.ts';

const iterations = { warmUp: 100, timed: 250 } as const;

/** Calls `use` with one database per fleet that holds the totals of all its environments. */
const withFleets = async <T>(
  use: (environments: Readonly<Record<string, Readonly<Record<string, string>>>>) => Promise<T>,
  ids: readonly FleetId[] = fleetIds,
): Promise<T> => {
  const [id, ...others] = ids;
  if (id === undefined) return use({});
  return withEmptyDatabase(async (endpoint) => {
    const environment = functionEnvironment(endpoint);
    await fillTotals(endpoint, environment[environmentVariables.metricsTableName] ?? '', fleets[id]);
    return withFleets((filled) => use({ ...filled, [id]: environment }), others);
  });
};

/** Scrapes /metrics many times for every fleet size, each in a process of its own. */
export const measureScrapes = async (
  { processes, cpu, workspace, progress }: Laboratory,
  { rounds, effort }: { readonly rounds: number; readonly effort: number },
): Promise<Rounds<FleetId, ScrapeRun>> => {
  const program = await workspace.write(
    'scrape',
    await bundleProgram('tools/bench/metrics/scrape-repeatedly.ts'),
  );
  const source = { entry: functionEntry('metrics'), bundling: 'contract' } as const;
  const handler = await workspace.write('metrics', await bundleHandler(source));
  const counts = [iterations.warmUp, iterations.timed].map((count) => String(Math.ceil(count * effort)));
  progress('metrics: aggregating environments');
  return withFleets((environments) =>
    interleave({
      ids: fleetIds,
      rounds,
      measure: (id) =>
        runMeasured<ScrapeRun>({
          processes,
          cpu,
          args: [program, handler, ...counts],
          environment: environments[id] ?? {},
        }),
      inRound: (round, run) => {
        progress(`scrapes: round ${round} of ${rounds}`);
        return run();
      },
    }),
  );
};
