import { join } from 'node:path';
import { bundleFunctions } from '../../../infra/packaging/bundle-functions.ts';
import { compileFunction } from '../../../infra/packaging/code-cache.ts';
import { bundleHandler, bundleProgram } from '../bundles/bundle.ts';
import {
  type ColdContestant,
  coldContestants,
  contestants,
  type LimitedContestant,
  limitedContestants,
} from '../contestants.ts';
import { withDatabase } from '../dynamodb/with-database.ts';
import type { Laboratory } from '../laboratory.ts';
import { runMeasured } from '../processes/measured-process.ts';
import { interleave, type Rounds, shuffle } from '../rounds.ts';
import { startTlsProxy } from '../tls/start-proxy.ts';
import { functionEnvironment } from '../workload/function-environment.ts';
import type { ColdStart } from './cold-start.ts';
import { type CpuLimit, createCpuLimit } from './cpu-limit.ts';

export interface ColdStarts {
  readonly full: Rounds<ColdContestant, ColdStart>;
  /** With the processor time of 512 MB from the first request on. */
  readonly limited: Rounds<LimitedContestant, ColdStart>;
  readonly limitedBy: CpuLimit['kind'];
}

/** create-order as it is deployed, with the code that V8 compiled of it and without. */
const packageFunction = async (directory: string, isCompiled: boolean): Promise<string> => {
  const packages = await bundleFunctions(
    ['create-order'],
    join(directory, isCompiled ? 'compiled' : 'plain'),
  );
  // Measured processes have no options of V8.
  if (isCompiled) await Promise.all(packages.map((packaged) => compileFunction(packaged, [])));
  return join(packages[0]?.directory ?? '', 'index.mjs');
};

const writeBundles = async ({ workspace }: Laboratory): Promise<Record<ColdContestant, string>> => {
  const write = async (id: ColdContestant) => {
    if (id === 'function') return [id, await packageFunction(workspace.directory, true)] as const;
    if (id === 'functionPlain') return [id, await packageFunction(workspace.directory, false)] as const;
    return [id, await workspace.write(id, await bundleHandler(contestants[id]))] as const;
  };
  return Object.fromEntries(await Promise.all(coldContestants.map(write))) as Record<ColdContestant, string>;
};

/**
 * Starts every contestant in a fresh process once per round, against a fresh DynamoDB behind TLS. Without TLS the
 * SDK would also load `node:http`, unlike in production.
 */
export const measureColdStarts = async (laboratory: Laboratory, rounds: number): Promise<ColdStarts> => {
  const { processes, cpu, workspace, items, progress } = laboratory;
  progress('cold starts: bundling');
  const launcher = await workspace.write('launch', await bundleProgram('tools/bench/cold-start/launch.ts'));
  const bundles = await writeBundles(laboratory);
  const proxy = await startTlsProxy(processes);
  const environment = {
    ...functionEnvironment(proxy.endpoint),
    // The chain is checked all the same. To trust it by NODE_EXTRA_CA_CERTS would load the root
    // certificates at another time than in production.
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_NO_WARNINGS: '1',
  };
  const limit = createCpuLimit();
  const measure = (id: ColdContestant) =>
    runMeasured<ColdStart>({ processes, cpu, args: [launcher, bundles[id]], environment });
  const measureLimited = (id: LimitedContestant) =>
    runMeasured<ColdStart>({
      processes,
      cpu,
      args: [launcher, bundles[id]],
      environment: { ...environment, ...limit.environment },
      onLoaded: limit.onLoaded,
    });

  // The type of `Object.fromEntries` does not keep the keys.
  const limited = Object.fromEntries(
    limitedContestants.map((id) => [id, [] as ColdStart[]]),
  ) as unknown as Record<LimitedContestant, ColdStart[]>;
  const inRound = (round: number, run: () => Promise<void>) =>
    withDatabase(items, async (endpoint) => {
      progress(`cold starts: round ${round} of ${rounds}`);
      await proxy.forwardTo(Number(new URL(endpoint).port));
      // Not counted: warms the database and the proxy, and in the first round the page cache of every bundle.
      for (const id of round === 1 ? coldContestants : (['bare'] as const)) await measure(id);
      await run();
      for (const id of shuffle(limitedContestants)) limited[id].push(await measureLimited(id));
    });
  try {
    const full = await interleave({ ids: coldContestants, rounds, measure, inRound });
    return { full, limited, limitedBy: limit.kind };
  } finally {
    limit.remove();
    await proxy.stop();
  }
};
