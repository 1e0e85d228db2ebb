import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildResult, build, context, type Message, type Plugin } from 'esbuild';
import { StartUpError } from '../start-up-error.ts';
import { functionBuildOptions, runtimeBuildOptions } from './build-options.ts';
import { describeBuildErrors } from './build-report.ts';
import { createBundleCatalogue } from './bundle-catalogue.ts';

export interface BundlerOptions {
  readonly projectRoot: string;
  /** Source file of each function, relative to the project's root. */
  readonly entries: Readonly<Record<string, string>>;
  /** Functions that have to be bundled before anything can run. */
  readonly first: readonly string[];
  /** Where the bundles go. */
  readonly outdir: string;
  /** Called with the functions whose bundle is another one than before. */
  readonly onChange: (functionNames: readonly string[]) => void;
  readonly print: (text: string) => void;
  readonly color: boolean;
}

export interface Bundler {
  readonly runtimeUrl: string;
  /**
   * Resolves once a function has a bundle.
   * @throws {Error} when it does not compile.
   */
  bundled(functionName: string): Promise<void>;
  /** URL of the current bundle of a function that has one. */
  codeUrl(functionName: string): string;
  /** Bundles the other functions too, and every function again whose source changes. */
  watch(): Promise<void>;
  close(): Promise<void>;
}

type WithMetafile = BuildResult<{ metafile: true }>;

const runtimeEntry = fileURLToPath(new URL('../lambda/runtime/main.ts', import.meta.url));

const onBuildEnd = (callback: (result: WithMetafile) => Promise<void>): Plugin => ({
  name: 'on-build-end',
  setup: (plugin) => plugin.onEnd((result) => callback(result as WithMetafile)),
});

const pick = (entries: BundlerOptions['entries'], names: readonly string[]) =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => names.includes(name)));

/**
 * Bundles the first functions; the others and every change follow with `watch`. While the sources do not
 * compile, the bundles stay as they were.
 * @throws {StartUpError} when the first functions do not compile.
 */
export const startBundler = async (options: BundlerOptions): Promise<Bundler> => {
  const { projectRoot, entries, first, outdir, onChange, print, color } = options;
  const catalogue = createBundleCatalogue(projectRoot, entries);
  const runtimeFile = join(outdir, 'runtime.mjs');
  let broken = false;
  const everyFunctionTried = Promise.withResolvers<void>();

  const [result] = await Promise.all([
    build(functionBuildOptions(projectRoot, pick(entries, first), outdir)).catch(async ({ errors }) => {
      const report = await describeBuildErrors(errors as readonly Message[], color);
      throw new StartUpError(`The functions do not compile:\n${report}`);
    }),
    build(runtimeBuildOptions(runtimeEntry, runtimeFile)),
  ]);
  catalogue.update(result.metafile);

  const codeUrl = (functionName: string) => {
    const url = catalogue.find(functionName);
    if (url === undefined) throw new Error(`${functionName} does not compile`);
    return url;
  };

  const built = async ({ errors, metafile }: WithMetafile) => {
    if (errors.length > 0) {
      const report = await describeBuildErrors(errors, color);
      print(`The functions do not compile; the last good bundles keep serving.\n${report}`);
    } else {
      const changed = catalogue.update(metafile);
      if (changed.length > 0) print(`Reloaded: ${changed.join(', ')}`);
      else if (broken) print('The functions compile again.');
      if (changed.length > 0) onChange(changed);
    }
    broken = errors.length > 0;
    everyFunctionTried.resolve();
  };

  const functions = await context({
    ...functionBuildOptions(projectRoot, entries, outdir),
    plugins: [onBuildEnd(built)],
  });
  let watching: Promise<void> | undefined;
  const watch = () => {
    watching ??= functions.watch();
    return watching;
  };
  return {
    runtimeUrl: pathToFileURL(runtimeFile).href,
    async bundled(functionName) {
      if (catalogue.find(functionName) === undefined) {
        await watch();
        await everyFunctionTried.promise;
      }
      codeUrl(functionName);
    },
    codeUrl,
    watch,
    async close() {
      everyFunctionTried.resolve();
      await functions.dispose();
    },
  };
};
