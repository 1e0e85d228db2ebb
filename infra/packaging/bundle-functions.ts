import { copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';
import { build } from '../../tools/esbuild-service.ts';
import type { PackagedFunction } from './code-cache.ts';

export const projectRoot = join(import.meta.dirname, '../..');

const shared = {
  target: bundling.target,
  minify: bundling.minify,
  mainFields: [...bundling.mainFields],
  conditions: [...bundling.conditions],
  logOverride: bundling.logOverride,
  plugins: [...bundling.plugins],
  // esbuild resolves a relative replacement from the working directory.
  alias: Object.fromEntries(Object.entries(bundling.alias).map(([name, path]) => [name, `./${path}`])),
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  logLevel: 'warning',
} satisfies BuildOptions;

/**
 * The contract's bundling in esbuild's terms: `<outdir>/<function name>/function.cjs` for each function. It is a script,
 * because V8 keeps the compiled code of scripts only.
 */
export const buildOptions = (functionNames: readonly string[], outdir: string) =>
  ({
    ...shared,
    format: 'cjs',
    entryPoints: functionNames.map((name) => ({ in: functionEntry(name), out: join(name, 'function') })),
    outdir,
    outExtension: { '.js': '.cjs' },
  }) satisfies BuildOptions;

/** Builds the modules that functions load by `import()`: `<outdir>/<name>.mjs`. */
export const chunkBuildOptions = (outdir: string) =>
  ({
    ...shared,
    format: bundling.format,
    banner: { js: bundling.banner },
    entryPoints: { ...bundling.chunks },
    outdir,
    outExtension: { '.js': '.mjs' },
  }) satisfies BuildOptions;

/** Files that a bundle loads by `import()`, named from its own directory. */
export const chunksOf = ({ imports }: Metafile['outputs'][string]): readonly string[] =>
  imports
    .filter(({ kind, path }) => kind === 'dynamic-import' && path.startsWith('./'))
    .map(({ path }) => path);

/**
 * Bundles functions into a directory each, with the esbuild of this project, in this process: `NodejsFunction`'s own
 * bundling would start npx once per function, and Docker where that fails.
 * @throws when a source does not exist or does not bundle.
 */
export const bundleFunctions = async (
  functionNames: readonly string[],
  outdir: string,
): Promise<readonly PackagedFunction[]> => {
  const chunkDirectory = join(outdir, '.chunks');
  await rm(outdir, { recursive: true, force: true });
  const [{ metafile }] = await Promise.all([
    build({ ...buildOptions(functionNames, outdir), metafile: true }),
    build(chunkBuildOptions(chunkDirectory)),
  ]);
  return Promise.all(
    Object.entries(metafile.outputs).map(async ([file, output]) => {
      const directory = dirname(join(projectRoot, file));
      const copies = chunksOf(output).map((chunk) =>
        copyFile(join(chunkDirectory, chunk), join(directory, chunk)),
      );
      await Promise.all([
        copyFile(join(import.meta.dirname, 'loader.mjs'), join(directory, 'index.mjs')),
        ...copies,
      ]);
      return {
        functionId: functionNames.find((name) => output.entryPoint === functionEntry(name)) ?? '',
        directory,
      };
    }),
  );
};
