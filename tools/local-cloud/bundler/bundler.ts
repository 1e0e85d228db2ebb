import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildFailure } from 'esbuild';
import { CommandError } from '../../command-line/command-error.ts';
import { chunkBuildOptions, functionBuildOptions, runtimeBuildOptions } from './build-options.ts';
import { createBuildQueue } from './build-queue.ts';
import { type CompileError, createBuildReport, describeBuildErrors } from './build-report.ts';
import { createBundleCache } from './bundle-cache.ts';
import { createBundleStore } from './bundle-store.ts';
import type { Bundling } from './bundling.ts';
import { cachedBuild } from './cached-build.ts';
import { createSourceWatcher } from './source-watcher.ts';

export interface BundlerOptions {
  readonly projectRoot: string;
  readonly bundling: Bundling;
  /** Source file of each function, relative to the project's root. */
  readonly entries: Readonly<Record<string, string>>;
  /** Functions that have to be bundled before anything can run. */
  readonly first: readonly string[];
  /** Where the bundles go. */
  readonly outdir: string;
  /** Where bundles are kept for other runs; without it, nowhere. */
  readonly cacheDirectory?: string;
  /** Whether changes of the sources are noticed; by default they are. */
  readonly watch?: boolean;
  /** Called with the functions whose bundle is another one than before. */
  readonly onChange: (functionNames: readonly string[]) => void;
  readonly print: (text: string) => void;
  readonly color: boolean;
}

export interface Bundler {
  readonly runtimeUrl: string;
  /**
   * Resolves once a function has a bundle; makes one if there is none yet.
   * @throws {Error} when it does not compile.
   */
  bundled(functionName: string): Promise<void>;
  /** URL of the current bundle of a function that has one. */
  codeUrl(functionName: string): string;
  /** Functions that do not compile now. */
  compileErrors(): readonly CompileError[];
  close(): Promise<void>;
}

const runtimeEntry = fileURLToPath(new URL('../lambda/runtime/main.ts', import.meta.url));

/** How often to try again what does not compile; a file that is missing may come in an unwatched directory. */
const retryMs = 2_000;

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

/**
 * Bundles the first functions now and each of the others when it is first needed, and again whenever a source
 * file changes. What does not compile keeps its last bundle.
 * @throws {CommandError} when the first functions do not compile.
 */
export const startBundler = async (options: BundlerOptions): Promise<Bundler> => {
  const {
    projectRoot,
    entries,
    bundling,
    first,
    outdir,
    cacheDirectory,
    watch = true,
    onChange,
    print,
    color,
  } = options;
  const store = createBundleStore();
  const cache = cacheDirectory === undefined ? undefined : createBundleCache(cacheDirectory);
  const report = createBuildReport(print);
  const wanted = new Set(first);

  /** Why some of the functions do not compile, if so. */
  const bundle = async (names: readonly string[]): Promise<string | undefined> => {
    if (names.length === 0) return undefined;
    const chosen = Object.fromEntries(Object.entries(entries).filter(([name]) => names.includes(name)));
    try {
      const changed = await store.update(
        await cachedBuild(functionBuildOptions(projectRoot, chosen, bundling, outdir), cache),
      );
      if (watch) sources.watch(store.sourceDirectories());
      report.succeeded(names, changed);
      if (changed.length > 0) onChange(changed);
      return undefined;
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      return describeBuildErrors(error.errors, color);
    }
  };

  const bundleAll = async (names: readonly string[]): Promise<void> => {
    const errors = await bundle(names);
    if (errors === undefined) return;
    report.failed(names, errors);
    // One function's error is no reason for another to have no bundle at all.
    const without = names.length > 1 ? names.filter((name) => store.find(name) === undefined) : [];
    for (const name of without) {
      const itsErrors = await bundle([name]);
      if (itsErrors !== undefined) report.failed([name], itsErrors);
    }
  };

  const queue = createBuildQueue(bundleAll);
  const rebuild = (names: Iterable<string>) => queue.request(names).catch((error) => print(String(error)));
  const sources = createSourceWatcher(() => rebuild(wanted));
  const retrying = setInterval(() => {
    if (report.failures().length > 0) rebuild(report.failures());
  }, retryMs).unref();

  const close = async () => {
    clearInterval(retrying);
    sources.close();
    await queue.close();
  };

  const [errors, [runtime]] = await Promise.all([
    bundle(first),
    cachedBuild(runtimeBuildOptions(runtimeEntry, outdir), cache),
    cachedBuild(chunkBuildOptions(projectRoot, bundling, outdir), cache),
  ]);
  if (!runtime) throw new Error('esbuild has made no runtime');
  if (errors !== undefined) {
    await close();
    throw new CommandError(`The functions do not compile:\n${errors}`);
  }

  const codeUrl = (functionName: string) => {
    const url = store.find(functionName);
    if (url === undefined) {
      throw new Error(`${functionName} does not compile:\n${report.errorsOf(functionName) ?? ''}`.trimEnd());
    }
    return url;
  };

  return {
    runtimeUrl: pathToFileURL(runtime.module).href,
    async bundled(functionName) {
      if (store.find(functionName) === undefined) {
        wanted.add(functionName);
        await queue.request([functionName]);
      }
      codeUrl(functionName);
    },
    codeUrl,
    compileErrors: report.compileErrors,
    close,
  };
};
