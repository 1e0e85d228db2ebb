import { copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';

const projectRoot = join(import.meta.dirname, '../..');

/** Where a function's code comes from, by the function's name. */
export type FunctionCode = (functionName: string) => Code;

/** The contract's bundling in esbuild's terms: `<outdir>/<function name>/index.mjs` for each function. */
export const buildOptions = (functionNames: readonly string[], outdir: string) =>
  ({
    format: bundling.format,
    target: bundling.target,
    minify: bundling.minify,
    mainFields: [...bundling.mainFields],
    conditions: [...bundling.conditions],
    logOverride: bundling.logOverride,
    plugins: [...bundling.plugins],
    // esbuild resolves a relative replacement from the working directory.
    alias: Object.fromEntries(Object.entries(bundling.alias).map(([name, path]) => [name, `./${path}`])),
    banner: { js: bundling.banner },
    absWorkingDir: projectRoot,
    entryPoints: functionNames.map((name) => ({ in: functionEntry(name), out: join(name, 'index') })),
    outdir,
    // Lambda takes .mjs for an ES module without asking a package.json.
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
  }) satisfies BuildOptions;

/** Files that a bundle loads by `import()`, named from its own directory. */
export const chunksOf = ({ imports }: Metafile['outputs'][string]): readonly string[] =>
  imports
    .filter(({ kind, path }) => kind === 'dynamic-import' && path.startsWith('./'))
    .map(({ path }) => path);

/** Builds the modules that functions load by `import()`: `<outdir>/<name>.mjs`. */
export const chunkBuildOptions = (outdir: string) =>
  ({ ...buildOptions([], outdir), entryPoints: { ...bundling.chunks } }) satisfies BuildOptions;

/**
 * Bundles with the esbuild of this project, in this process: `NodejsFunction`'s own bundling would
 * start npx once per function, and Docker where that fails.
 * @throws when a source does not exist or does not bundle.
 */
export const bundledCode = async (functionNames: readonly string[]): Promise<FunctionCode> => {
  const outdir = join(projectRoot, '.build', 'functions');
  const chunkDirectory = join(projectRoot, '.build', 'chunks');
  await rm(outdir, { recursive: true, force: true });
  const [{ metafile }] = await Promise.all([
    build({ ...buildOptions(functionNames, outdir), metafile: true }),
    build(chunkBuildOptions(chunkDirectory)),
  ]);
  const copies = Object.entries(metafile.outputs).flatMap(([file, output]) =>
    chunksOf(output).map((chunk) =>
      copyFile(join(chunkDirectory, chunk), join(projectRoot, dirname(file), chunk)),
    ),
  );
  await Promise.all(copies);
  return (functionName) => Code.fromAsset(join(outdir, functionName));
};
