import { version } from 'esbuild';
import { type BundleBuildOptions, buildBundles } from './build-bundles.ts';
import type { Bundle } from './bundle.ts';
import type { BundleCache } from './bundle-cache.ts';
import { createFileStates } from './file-state.ts';

/**
 * Bundles of functions, out of the cache as far as they are there. What has to be built is built at once, which
 * costs less than one after the other.
 * @throws {BuildFailure} esbuild's own, when one of them does not compile.
 */
export const cachedBuild = async (
  options: BundleBuildOptions,
  cache: BundleCache | undefined,
): Promise<readonly Bundle[]> => {
  const { entryPoints, outdir, ...rest } = options;
  if (!cache) return buildBundles(options);
  const recipeOf = (entry: string) => JSON.stringify([version, entry, rest]);
  const recipes = new Map(Object.entries(entryPoints).map(([name, entry]) => [name, recipeOf(entry)]));
  const recipe = (name: string) => recipes.get(name) ?? '';

  const before = createFileStates();
  const find = (name: string) => cache.find(name, recipe(name), outdir, before);
  const found = (await Promise.all([...recipes.keys()].map(find))).filter((bundle) => bundle !== undefined);
  const names = new Set(found.map(({ functionName }) => functionName));
  const missing = Object.entries(entryPoints).filter(([name]) => !names.has(name));
  if (missing.length === 0) return found;

  const builtSince = Date.now();
  const built = await buildBundles({ ...options, entryPoints: Object.fromEntries(missing) });
  const after = createFileStates();
  const keep = (bundle: Bundle) => cache.keep(bundle, recipe(bundle.functionName), builtSince, after);
  // Only the next run needs the cache: the build neither waits for it nor reports its failure.
  void Promise.all(built.map(keep)).catch(() => undefined);
  return [...found, ...built];
};
