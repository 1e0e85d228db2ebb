import { build } from 'esbuild';
import { bundling, functionEntry } from '../../../lib/contract/bundling.ts';
import { functionBuildOptions } from '../../local-cloud/bundler/build-options.ts';

/**
 * The project's own modules in the bundle of each function, by paths from the root. A module counts when code of
 * it is left after tree shaking.
 */
export const bundledModules = async (
  projectRoot: string,
  functionNames: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const entries = Object.fromEntries(functionNames.map((name) => [name, functionEntry(name)]));
  const { metafile } = await build(functionBuildOptions(projectRoot, entries, bundling, 'bundles'));
  const outputs = Object.values(metafile.outputs);
  return new Map(
    functionNames.map((name) => {
      const output = outputs.find(({ entryPoint }) => entryPoint === functionEntry(name));
      const modules = Object.entries(output?.inputs ?? {})
        .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && !path.includes('node_modules/'))
        .map(([path]) => path);
      return [name, modules.sort()];
    }),
  );
};
