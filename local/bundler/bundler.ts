import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildResult, build, context, type Plugin } from 'esbuild';
import { StartUpError } from '../start-up-error.ts';
import { functionBuildOptions, runtimeBuildOptions } from './build-options.ts';
import { describeBuildErrors } from './build-report.ts';

export interface BundlerOptions {
  readonly projectRoot: string;
  /** Source file of each function, relative to the project's root. */
  readonly entries: Readonly<Record<string, string>>;
  /** Where the bundles go. */
  readonly outdir: string;
  /** Called with the functions whose bundle is another one than before. */
  readonly onChange: (functionNames: readonly string[]) => void;
  readonly print: (text: string) => void;
  readonly color: boolean;
}

export interface Bundler {
  /** URL of a function's current bundle. */
  codeUrl(functionName: string): string;
  readonly runtimeUrl: string;
  close(): Promise<void>;
}

type WithMetafile = BuildResult<{ metafile: true }>;

const runtimeEntry = fileURLToPath(new URL('../lambda/runtime/main.ts', import.meta.url));

const onBuildEnd = (callback: (result: WithMetafile) => void): Plugin => ({
  name: 'on-build-end',
  setup: (plugin) => plugin.onEnd((result) => callback(result as WithMetafile)),
});

/** The bundle of each source file, both as absolute paths. */
const bundlesIn = (projectRoot: string, { metafile }: WithMetafile): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(metafile.outputs).flatMap(([file, { entryPoint }]) =>
      entryPoint === undefined
        ? []
        : [[resolve(projectRoot, entryPoint), resolve(projectRoot, file)] as const],
    ),
  );

/**
 * Bundles every function and does so again whenever a source file changes. While the sources do not compile,
 * the bundles stay as they were.
 * @throws {StartUpError} when the sources do not compile to begin with.
 */
export const startBundler = async (options: BundlerOptions): Promise<Bundler> => {
  const { projectRoot, entries, outdir, onChange, print, color } = options;
  const code = new Map<string, string>();
  const first = Promise.withResolvers<void>();
  let started = false;
  let broken = false;

  const takeOver = (result: WithMetafile) => {
    const bundles = bundlesIn(projectRoot, result);
    const changed: string[] = [];
    for (const [name, entry] of Object.entries(entries)) {
      const file = bundles.get(resolve(projectRoot, entry));
      if (file === undefined) continue;
      const url = pathToFileURL(file).href;
      if (code.get(name) !== url) changed.push(name);
      code.set(name, url);
    }
    return changed;
  };

  const built = async (result: WithMetafile) => {
    if (result.errors.length > 0) {
      const report = await describeBuildErrors(result.errors, color);
      if (!started) return first.reject(new StartUpError(`The functions do not compile:\n${report}`));
      print(`The functions do not compile; the last good bundles keep serving.\n${report}`);
      broken = true;
      return;
    }
    const changed = takeOver(result);
    if (started && changed.length > 0) print(`Reloaded: ${changed.join(', ')}`);
    else if (broken) print('The functions compile again.');
    if (started && changed.length > 0) onChange(changed);
    broken = false;
    started = true;
    first.resolve();
  };

  const runtimeFile = join(outdir, 'runtime.mjs');
  const functions = await context({
    ...functionBuildOptions(projectRoot, entries, outdir),
    plugins: [onBuildEnd(built)],
  });
  try {
    await Promise.all([
      build(runtimeBuildOptions(runtimeEntry, runtimeFile)),
      functions.watch().then(() => first.promise),
    ]);
  } catch (error) {
    await functions.dispose();
    throw error;
  }
  return {
    codeUrl(functionName) {
      const url = code.get(functionName);
      if (url === undefined) throw new Error(`no bundle of ${functionName}`);
      return url;
    },
    runtimeUrl: pathToFileURL(runtimeFile).href,
    close: () => functions.dispose(),
  };
};
