import { basename, extname } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { bundling } from '../../../lib/contract/bundling.ts';
import { build } from '../../esbuild-service.ts';
import { projectFile, projectRoot } from '../../project.ts';
import type { BundlingStyle, Contestant } from '../contestants.ts';

const shared = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  format: bundling.format,
  target: bundling.target,
  minify: bundling.minify,
  banner: { js: bundling.banner },
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

const styles: Readonly<Record<BundlingStyle, BuildOptions>> = {
  contract: {
    ...shared,
    mainFields: [...bundling.mainFields],
    conditions: [...bundling.conditions],
    logOverride: bundling.logOverride,
    plugins: [...bundling.plugins],
    alias: Object.fromEntries(
      Object.entries(bundling.alias).map(([name, file]) => [name, projectFile(file)]),
    ),
  },
  // Format and banner are required: the handler would not load without them.
  'esbuild-defaults': shared,
};

/** esbuild's options for a bundle in memory. */
export const buildOptions = (style: BundlingStyle): BuildOptions => styles[style];

/**
 * Replaces a package by a file in a bundle. The file itself may import the package.
 * @param replacement absolute path.
 */
const replaceModule = (packageName: string, replacement: string): Plugin => ({
  name: `replace ${packageName}`,
  setup: ({ onResolve }) => {
    onResolve({ filter: new RegExp(`^${packageName}$`) }, ({ importer }) =>
      importer === replacement ? undefined : { path: replacement },
    );
  },
});

/** A file of the benchmark that replaces a package that handlers import. */
export interface StandIn {
  readonly packageName: string;
  /** Absolute path; exports what the package does, and `sentOperations`. */
  readonly file: string;
}

type Source = Pick<Contestant, 'entry' | 'bundling'>;

const onlyFile = ([file]: readonly { readonly contents: Uint8Array }[]): Uint8Array => {
  if (!file) throw new Error('esbuild made no file');
  return file.contents;
};

/** The bundle of a handler as it would be deployed. */
export const bundleHandler = async ({ entry, bundling }: Source): Promise<Uint8Array> => {
  const { outputFiles } = await build({ ...buildOptions(bundling), write: false, entryPoints: [entry] });
  return onlyFile(outputFiles);
};

/** Bundles of many handlers by name; shared modules are parsed once. */
export const bundleHandlers = async (
  entries: Readonly<Record<string, string>>,
  bundling: BundlingStyle,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { outputFiles } = await build({
    ...buildOptions(bundling),
    write: false,
    entryPoints: { ...entries },
    outdir: 'bundles',
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path, extname(path)), contents]));
};

/** The bundle of a handler with a stand-in, whose `sentOperations` it exports beside `handler`. */
export const bundleWithStandIn = async (
  { entry, bundling }: Source,
  { packageName, file }: StandIn,
): Promise<Uint8Array> => {
  const contents = `export { handler } from './${entry}'; export { sentOperations } from '${file}';`;
  const options = buildOptions(bundling);
  const { outputFiles } = await build({
    ...options,
    write: false,
    stdin: { contents, resolveDir: projectRoot, loader: 'ts' },
    plugins: [...(options.plugins ?? []), replaceModule(packageName, file)],
  });
  return onlyFile(outputFiles);
};

/** Bundles a program of the benchmark as JavaScript, so that type stripping is not measured. */
export const bundleProgram = (entry: string): Promise<Uint8Array> =>
  bundleHandler({ entry, bundling: 'contract' });
