import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';
import { type FunctionId, functionIds } from '../../lib/contract/function-ids.ts';
import { bundleCacheDirectory } from '../../tools/local-cloud/bundler/bundle-cache.ts';
import { startBundler } from '../../tools/local-cloud/bundler/bundler.ts';
import { projectRoot } from '../../tools/project.ts';

/** The bundles of all functions, in a directory of their own. */
export interface FunctionBundles {
  /** File of a function's bundle. */
  fileOf(functionId: FunctionId): string;
  remove(): Promise<void>;
}

/** Bundles every function as it is deployed. */
export const bundleFunctions = async (): Promise<FunctionBundles> => {
  const outdir = await mkdtemp(join(tmpdir(), 'bundles-'));
  const bundler = await startBundler({
    bundling,
    projectRoot,
    entries: Object.fromEntries(functionIds.map((id) => [id, functionEntry(id)])),
    first: functionIds,
    outdir,
    cacheDirectory: bundleCacheDirectory(projectRoot),
    watch: false,
    onChange: () => {},
    print: () => {},
    color: false,
  });
  await bundler.close();
  return {
    fileOf: (functionId) => fileURLToPath(bundler.codeUrl(functionId)),
    remove: () => rm(outdir, { recursive: true, force: true }),
  };
};

/** Before all tests: bundles every function once, so that no two local clouds do it at the same time. */
export const setup = async (): Promise<() => Promise<void>> => (await bundleFunctions()).remove;
