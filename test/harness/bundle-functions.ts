import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';
import { functionIds } from '../../lib/contract/function-ids.ts';
import { bundleCacheDirectory } from '../../tools/local-cloud/bundler/bundle-cache.ts';
import { startBundler } from '../../tools/local-cloud/bundler/bundler.ts';
import { projectRoot } from '../../tools/project.ts';

/** Before all tests: bundles every function once, so that no two local clouds do it at the same time. */
export const setup = async (): Promise<() => Promise<void>> => {
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
  return () => rm(outdir, { recursive: true, force: true });
};
