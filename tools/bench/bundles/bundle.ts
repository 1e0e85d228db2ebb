import { basename, extname } from 'node:path';
import { build } from 'esbuild';
import type { BundlingStyle, Contestant } from '../contestants.ts';
import { buildOptions, projectRoot } from './build-options.ts';
import { replaceModule } from './replace-module.ts';

/** A file of the benchmark in place of a package that handlers import. */
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

/** The bundles of many handlers, by their names: what they share is parsed once. */
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
  const { outputFiles } = await build({
    ...buildOptions(bundling),
    write: false,
    stdin: { contents, resolveDir: projectRoot, loader: 'ts' },
    plugins: [replaceModule(packageName, file)],
  });
  return onlyFile(outputFiles);
};

/** A program of the benchmark as plain JavaScript, so that no measured process pays for type stripping. */
export const bundleProgram = (entry: string): Promise<Uint8Array> =>
  bundleHandler({ entry, bundling: 'contract' });
