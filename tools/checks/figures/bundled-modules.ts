import { bundling, functionEntry } from '../../../lib/contract/bundling.ts';
import { build } from '../../esbuild-service.ts';
import { functionBuildOptions } from '../../local-cloud/bundler/build-options.ts';

export interface BundleFigures {
  readonly bytes: number;
  /** The project's own modules, by paths from the root. A module counts when code of it is left after tree shaking. */
  readonly modules: readonly string[];
}

/** Size and modules of each function's bundle, as it is deployed and run locally. */
export const bundleFigures = async (
  projectRoot: string,
  functionNames: readonly string[],
): Promise<ReadonlyMap<string, BundleFigures>> => {
  const entries = Object.fromEntries(functionNames.map((name) => [name, functionEntry(name)]));
  const options = functionBuildOptions(projectRoot, entries, bundling, 'bundles');
  const { metafile } = await build({ ...options, sourcemap: false });
  const outputs = Object.values(metafile.outputs);
  return new Map(
    functionNames.map((name) => {
      const output = outputs.find(({ entryPoint }) => entryPoint === functionEntry(name));
      const modules = Object.entries(output?.inputs ?? {})
        .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && !path.includes('node_modules/'))
        .map(([path]) => path);
      return [name, { bytes: output?.bytes ?? 0, modules: modules.sort() }];
    }),
  );
};

/** The project's own modules in the bundle of each function. */
export const bundledModules = async (
  projectRoot: string,
  functionNames: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> =>
  new Map(
    [...(await bundleFigures(projectRoot, functionNames))].map(([name, { modules }]) => [name, modules]),
  );
