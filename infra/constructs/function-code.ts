import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, build } from 'esbuild';
import { bundling, functionEntry } from '../../lib/contract/bundling.ts';

const projectRoot = join(import.meta.dirname, '../..');

/** Where a function's code comes from, by the function's name. */
export type FunctionCode = (functionName: string) => Code;

/** The contract's bundling in esbuild's terms: `<outdir>/<function name>/index.mjs` for each function. */
export const buildOptions = (functionNames: readonly string[], outdir: string) =>
  ({
    ...bundling,
    mainFields: [...bundling.mainFields],
    conditions: [...bundling.conditions],
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

/**
 * Bundles with the esbuild of this project, in this process: `NodejsFunction`'s own bundling would
 * start npx once per function, and Docker where that fails.
 * @throws when a source does not exist or does not bundle.
 */
export const bundledCode = async (functionNames: readonly string[]): Promise<FunctionCode> => {
  const outdir = join(projectRoot, '.build', 'functions');
  await build(buildOptions(functionNames, outdir));
  return (functionName) => Code.fromAsset(join(outdir, functionName));
};
