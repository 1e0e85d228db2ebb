import { basename, dirname } from 'node:path';
import type { BundleBuildOptions } from './build-bundles.ts';
import type { Bundling } from './bundling.ts';

const everywhere = {
  entryNames: '[name]-[hash]',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const;

/**
 * The bundling of a deployment in esbuild's terms, for many functions at once: each output is complete in itself
 * and has its content's hash in its name.
 * @param entries source file of each function, relative to `projectRoot`.
 */
export const functionBuildOptions = (
  projectRoot: string,
  entries: Readonly<Record<string, string>>,
  bundling: Bundling,
  outdir: string,
): BundleBuildOptions => ({
  ...everywhere,
  format: bundling.format,
  target: bundling.target,
  absWorkingDir: projectRoot,
  entryPoints: { ...entries },
  outdir,
  minify: bundling.minify,
  mainFields: [...bundling.mainFields],
  conditions: [...bundling.conditions],
  logOverride: { ...bundling.logOverride },
  plugins: [...bundling.plugins],
  // esbuild resolves a relative replacement from the working directory.
  alias: Object.fromEntries(Object.entries(bundling.alias).map(([name, file]) => [name, `./${file}`])),
  banner: { js: bundling.banner },
  sourcemap: true,
  sourcesContent: false,
});

/** The modules that are loaded by `import()`, each a file whose name the functions know. */
export const chunkBuildOptions = (
  projectRoot: string,
  bundling: Bundling,
  outdir: string,
): BundleBuildOptions => ({
  ...functionBuildOptions(projectRoot, bundling.chunks, bundling, outdir),
  entryNames: '[name]',
});

/** The runtime as one file of plain JavaScript. */
export const runtimeBuildOptions = (entry: string, outdir: string): BundleBuildOptions => ({
  ...everywhere,
  absWorkingDir: dirname(entry),
  format: 'esm',
  target: 'node22',
  entryPoints: { runtime: `./${basename(entry)}` },
  outdir,
});
