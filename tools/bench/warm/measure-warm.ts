import { bundleHandler, bundleProgram, bundleWithStandIn } from '../bundles/bundle.ts';
import { contestants, type WarmContestant, warmContestants } from '../contestants.ts';
import { withDatabase } from '../dynamodb/with-database.ts';
import type { Laboratory } from '../laboratory.ts';
import { runMeasured } from '../processes/measured-process.ts';
import { interleave, type Rounds } from '../rounds.ts';
import { functionEnvironment, nowhere } from '../workload/function-environment.ts';
import type { WarmRun } from './warm-run.ts';
import { storedItemsVariable } from './warm-run.ts';
import { type WarmVariant, type WarmVariantId, warmVariantIds, warmVariants } from './warm-variants.ts';

export type WarmRuns = Readonly<Record<WarmVariantId, Rounds<WarmContestant, WarmRun>>>;

export interface WarmOptions {
  readonly rounds: number;
  /** Share of each variant's iterations to do. */
  readonly effort: number;
}

const writeBundles = async ({ workspace }: Laboratory, variant: WarmVariantId) => {
  const { standIn }: WarmVariant = warmVariants[variant];
  const write = async (id: WarmContestant) => {
    const code = await (standIn
      ? bundleWithStandIn(contestants[id], standIn)
      : bundleHandler(contestants[id]));
    return [id, await workspace.write(`${id}-${variant}`, code)] as const;
  };
  return Object.fromEntries(await Promise.all(warmContestants.map(write))) as Record<WarmContestant, string>;
};

const measureVariant = async (
  laboratory: Laboratory,
  variant: WarmVariantId,
  { rounds, effort }: WarmOptions,
): Promise<Rounds<WarmContestant, WarmRun>> => {
  const { processes, cpu, workspace, items, progress } = laboratory;
  const { standIn, iterations }: WarmVariant = warmVariants[variant];
  const counts = [iterations.warmUp, iterations.timed].map((count) => String(Math.ceil(count * effort)));
  const program = await workspace.write(
    'invoke',
    await bundleProgram('tools/bench/warm/invoke-repeatedly.ts'),
  );
  const bundles = await writeBundles(laboratory, variant);

  const run = (id: WarmContestant, environment: Readonly<Record<string, string>>) =>
    runMeasured<WarmRun>({ processes, cpu, args: [program, bundles[id], ...counts], environment });
  const measure = (id: WarmContestant) =>
    standIn
      ? run(id, {
          ...functionEnvironment(nowhere),
          [storedItemsVariable]: JSON.stringify(items.flatMap((table) => table[standIn.items])),
        })
      : withDatabase(items, (endpoint) => run(id, functionEnvironment(endpoint)));

  const inRound = (round: number, runRound: () => Promise<void>) => {
    progress(`warm, ${variant}: round ${round} of ${rounds}`);
    return runRound();
  };
  return interleave({ ids: warmContestants, rounds, measure, inRound });
};

/** Invokes every contestant many times in a process of its own, once per round, for each variant. */
export const measureWarm = async (laboratory: Laboratory, options: WarmOptions): Promise<WarmRuns> => {
  const runs = new Map<WarmVariantId, Rounds<WarmContestant, WarmRun>>();
  for (const variant of warmVariantIds) runs.set(variant, await measureVariant(laboratory, variant, options));
  return Object.fromEntries(runs) as WarmRuns;
};
